import type { FileDigest, MetricHistory } from '@modelfolio/schemas';
import type { SourceEffects } from '../source.ts';
import { historyOf } from './history.ts';
import { storedValue } from './metric-points.ts';
import type { MlflowDataset, MlflowModel, MlflowPoint, MlflowRun, MlflowVersion } from './mlflow-run.ts';
import { loggedModelStatus } from './logged-model-status.ts';
import { RestArtifacts } from './rest-artifacts.ts';
import type { Json, RestClient } from './rest-client.ts';
import { keyValuesAt, listAt, numberAt, objectAt, textAt } from './rest-json.ts';
import { unreadable, type Place } from './unreadable.ts';
import { VersionIndex } from './version-index.ts';

/** Runs a page, and points a page: the most that MLflow's server gives. */
const RUNS = 100;
const POINTS = 25_000;
/** Requests at a time for the histories of one run. */
const AT_ONCE = 4;

/** What a tracking server says of its runs, page by page. */
export class RestRuns {
  readonly #client: RestClient;
  readonly #place: Place;
  readonly #artifacts: RestArtifacts;
  #versions: VersionIndex | undefined;

  constructor(client: RestClient, place: Place, effects: SourceEffects) {
    this.#client = client;
    this.#place = place;
    this.#artifacts = new RestArtifacts(client, effects);
  }

  /** Active experiments by number, or the one that is wanted. */
  async experiments(wanted: string | null): Promise<{ id: string; name: string }[]> {
    if (wanted !== null) {
      const { experiment } = await this.#client.get('experiments/get', { experiment_id: wanted });
      return [{ id: wanted, name: textAt(experiment as Json, 'name') ?? '' }];
    }
    const found: { id: string; name: string }[] = [];
    for await (const json of this.#pages(
      'experiments/search',
      { max_results: 1000, view_type: 'ACTIVE_ONLY' },
      'experiments',
    ))
      found.push({ id: textAt(json, 'experiment_id') ?? '', name: textAt(json, 'name') ?? '' });
    return found.toSorted((a, b) => a.id.length - b.id.length || (a.id < b.id ? -1 : 1));
  }

  /** Active runs of an experiment, oldest first, so that runs begun meanwhile come last. */
  search(experimentId: string): AsyncIterable<Json> {
    return this.#pages(
      'runs/search',
      {
        experiment_ids: [experimentId],
        max_results: RUNS,
        run_view_type: 'ACTIVE_ONLY',
        order_by: ['attributes.start_time ASC'],
      },
      'runs',
    );
  }

  /** LoggedModels of an experiment by id; none on servers of before MLflow 3. */
  async models(experimentId: string): Promise<ReadonlyMap<string, Json>> {
    const found = new Map<string, Json>();
    const asked = { experiment_ids: [experimentId], max_results: 50 };
    for await (const json of this.#pages('logged-models/search', asked, 'models', true))
      found.set(textAt(objectAt(json, 'info'), 'model_id') ?? '', json);
    return found;
  }

  /** The models that a run logged, as it says itself or as they say. */
  modelsOf(run: Json, runId: string, models: ReadonlyMap<string, Json>): MlflowModel[] {
    const outputs = listAt(objectAt(run, 'outputs'), 'model_outputs');
    const steps = new Map(
      outputs.map((output) => [textAt(output, 'model_id'), numberAt(output, 'step') ?? 0]),
    );
    return [...models]
      .filter(([id, json]) => steps.has(id) || textAt(objectAt(json, 'info'), 'source_run_id') === runId)
      .map(([id, json]) => toModel(id, json, steps.get(id) ?? null));
  }

  /** Registered versions that name any of the ids. The registry is read once: it is small beside the runs. */
  async versions(ids: readonly string[]): Promise<MlflowVersion[]> {
    this.#versions ??= new VersionIndex(await this.#readVersions());
    return this.#versions.of(ids);
  }

  /** All that the server knows of a run. @throws RunsError `run-invalid` or `source-unreadable` */
  async load(
    run: Json,
    experiment: string,
    models: readonly MlflowModel[],
    versions: readonly MlflowVersion[],
  ): Promise<MlflowRun> {
    const [info, data] = [objectAt(run, 'info'), objectAt(run, 'data')];
    const runId = textAt(info, 'run_id') ?? textAt(info, 'run_uuid') ?? '';
    const keys = listAt(data, 'metrics')
      .flatMap((metric) => textAt(metric, 'key') ?? [])
      .toSorted();
    const histories: [string, MetricHistory][] = [];
    for (let from = 0; from < keys.length; from += AT_ONCE)
      histories.push(
        ...(await Promise.all(keys.slice(from, from + AT_ONCE).map((key) => this.#history(runId, key)))),
      );
    const artifacts: FileDigest[] = await this.#artifacts.ofRun(runId);
    return {
      runId,
      experiment,
      name: textAt(info, 'run_name'),
      status: textAt(info, 'status'),
      startTime: textAt(info, 'start_time'),
      endTime: textAt(info, 'end_time'),
      sourceName: textAt(info, 'source_name'),
      sourceVersion: textAt(info, 'source_version'),
      params: keyValuesAt(data, 'params'),
      tags: keyValuesAt(data, 'tags'),
      histories,
      datasets: listAt(objectAt(run, 'inputs'), 'dataset_inputs').map(toDataset),
      models,
      versions,
      artifacts,
    };
  }

  async #history(runId: string, key: string): Promise<[string, MetricHistory]> {
    const points: MlflowPoint[] = [];
    let token: string | null = null;
    do {
      const answer: Json = await this.#client.get('metrics/get-history', {
        run_id: runId,
        metric_key: key,
        max_results: String(POINTS),
        ...(token === null ? {} : { page_token: token }),
      });
      for (const metric of listAt(answer, 'metrics')) points.push(this.#point(metric, runId, key));
      token = textAt(answer, 'next_page_token');
    } while (token !== null);
    return [key, historyOf(points)];
  }

  #point(metric: Json, runId: string, key: string): MlflowPoint {
    const [step, timestamp, value] = [
      numberAt(metric, 'step') ?? 0,
      numberAt(metric, 'timestamp'),
      numberAt(metric, 'value'),
    ];
    const sound = Number.isSafeInteger(step) && (timestamp === null || Number.isSafeInteger(timestamp));
    if (!sound || value === null)
      throw unreadable(
        this.#place,
        runId,
        `metric ${key}`,
        `expected a value, a step and a time below 2^53, received ${JSON.stringify(metric)}`,
      );
    return { step, timestamp, value: storedValue(value, Number.isNaN(value)) };
  }

  async #readVersions(): Promise<MlflowVersion[]> {
    const aliases = new Map<string, Json[]>();
    for await (const model of this.#pages(
      'registered-models/search',
      { max_results: 100 },
      'registered_models',
      true,
    ))
      aliases.set(textAt(model, 'name') ?? '', listAt(model, 'aliases'));
    const found: MlflowVersion[] = [];
    for await (const json of this.#pages(
      'model-versions/search',
      { max_results: 1000 },
      'model_versions',
      true,
    )) {
      const [name, version] = [textAt(json, 'name') ?? '', textAt(json, 'version') ?? ''];
      found.push({
        name,
        version,
        runId: textAt(json, 'run_id'),
        modelId: textAt(json, 'model_id'),
        source: textAt(json, 'source'),
        stage: textAt(json, 'current_stage'),
        aliases: (aliases.get(name) ?? [])
          .filter((alias) => textAt(alias, 'version') === version)
          .flatMap((alias) => textAt(alias, 'alias') ?? []),
      });
    }
    return found;
  }

  /** Every item of a list that comes in pages. The registry's routes are asked by GET, the others by POST. */
  async *#pages(path: string, asked: Json, list: string, optional = false): AsyncGenerator<Json> {
    const registry = /^(registered-models|model-versions)\//.test(path);
    for (let token: string | null = null; ;) {
      const body: Json = token === null ? asked : { ...asked, page_token: token };
      const request = registry
        ? this.#client.get(
            path,
            Object.fromEntries(Object.entries(body).map(([key, value]) => [key, String(value)])),
          )
        : this.#client.post(path, body);
      const answer: Json | null = optional ? await this.#client.ifThere(request) : await request;
      if (answer === null) return;
      yield* listAt(answer, list);
      const next = textAt(answer, 'next_page_token');
      // A token that comes again would go on for ever.
      if (next === null || next === token) return;
      token = next;
    }
  }
}

function toModel(modelId: string, json: Json, step: number | null): MlflowModel {
  const [info, data] = [objectAt(json, 'info'), objectAt(json, 'data')];
  return {
    modelId,
    name: textAt(info, 'name'),
    artifactLocation: textAt(info, 'artifact_uri') ?? textAt(info, 'artifact_location'),
    status: loggedModelStatus(textAt(info, 'status')),
    step,
    params: keyValuesAt(data, 'params'),
    tags: keyValuesAt(info, 'tags'),
    metrics: listAt(data, 'metrics').map((metric) => {
      const value = numberAt(metric, 'value') ?? NaN;
      return {
        key: textAt(metric, 'key') ?? '',
        value: storedValue(value, Number.isNaN(value)),
        step: numberAt(metric, 'step') ?? 0,
        timestamp: numberAt(metric, 'timestamp'),
        datasetName: textAt(metric, 'dataset_name'),
        datasetDigest: textAt(metric, 'dataset_digest'),
      };
    }),
  };
}

function toDataset(input: Json): MlflowDataset {
  const dataset = objectAt(input, 'dataset');
  return {
    name: textAt(dataset, 'name') ?? '',
    digest: textAt(dataset, 'digest'),
    source: textAt(dataset, 'source'),
    profile: textAt(dataset, 'profile'),
    context: keyValuesAt(input, 'tags').find(([key]) => key === 'mlflow.data.context')?.[1] ?? null,
  };
}
