import { Failure } from '@modelfolio/failures';
import type { RunSource, SourceEffects } from '../source.ts';
import { sha256Of } from '@modelfolio/project';
import { realRestOptions, RestClient, type Json, type RestOptions } from './rest-client.ts';
import { textAt, keyValuesAt, objectAt } from './rest-json.ts';
import { RestRuns } from './rest-runs.ts';
import { instantOf, runName, toRunRecord } from './to-run-record.ts';

const name = 'mlflow-rest';

/** A tracking server that answers over HTTP: `mlflow server`, or one that speaks as it does. */
export const mlflowRestSource: RunSource = restSource();

/** As {@link mlflowRestSource}, with other means than the real ones. */
export function restSource(options: RestOptions = realRestOptions): RunSource {
  return {
    name,
    reads: 'MLflow: the http(s) address of a tracking server, or of an experiment in its user interface',
    detect: async (location, effects) => isServer(location, effects, options),
    async *list(location, effects) {
      const client = new RestClient(location, effects, options);
      const place = { tracker: name, location: client.address };
      const runs = new RestRuns(client, place, effects);
      const wanted = chosen(location);
      for (const experiment of await runs.experiments(wanted.experimentId)) {
        const models = await runs.models(experiment.id);
        for await (const json of runs.search(experiment.id)) {
          effects.signal.throwIfAborted();
          const info = objectAt(json, 'info');
          const runId = textAt(info, 'run_id') ?? textAt(info, 'run_uuid') ?? '';
          if (wanted.runId !== null && wanted.runId !== runId) continue;
          const logged = runs.modelsOf(json, runId, models);
          const versions = await runs.versions([runId, ...logged.map(({ modelId }) => modelId)]);
          yield {
            id: runId,
            experiment: experiment.name,
            experimentId: experiment.id,
            name: runName({
              runId,
              name: textAt(info, 'run_name'),
              tags: keyValuesAt(objectAt(json, 'data'), 'tags'),
            }),
            startTime: instantOf(textAt(info, 'start_time'), 'startTime', { runId }, place),
            // A run that goes on may add files and earlier steps, which no list tells.
            fingerprint: hasEnded(info) ? sha256Of(JSON.stringify([json, logged, versions])) : null,
            load: async () => toRunRecord(await runs.load(json, experiment.name, logged, versions), place),
          };
        }
      }
    },
  };
}

/** What a page of the user interface shows: `/#/experiments/3/runs/0123…` */
function chosen(location: string): { experimentId: string | null; runId: string | null } {
  const page = new URL(location).hash;
  return {
    experimentId: /\/experiments\/(\d+)/.exec(page)?.[1] ?? null,
    runId: /\/runs\/([0-9a-f]{32})/.exec(page)?.[1] ?? null,
  };
}

async function isServer(location: string, effects: SourceEffects, options: RestOptions): Promise<boolean> {
  if (!/^https?:\/\//i.test(location) || !URL.canParse(location)) return false;
  try {
    const answer = await new RestClient(location, effects, options).get('experiments/search', {
      max_results: '1',
    });
    return Object.keys(answer).every((key) => key === 'experiments' || key === 'next_page_token');
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    // A server that wants a password has the route; one that is not running is worth more than "unknown".
    if (error.cause === 401 || error.cause === 403 || /#\/experiments/.test(location)) return true;
    if (typeof error.cause === 'object') throw error;
    return false;
  }
}

function hasEnded(info: Json): boolean {
  return ['FINISHED', 'FAILED', 'KILLED'].includes(textAt(info, 'status') ?? '');
}
