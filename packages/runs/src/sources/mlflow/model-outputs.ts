import { fromNumber, type RunRecord } from '@modelfolio/schemas';
import { latestOf } from './metric-points.ts';
import type { MlflowModel, MlflowModelMetric, MlflowRun, MlflowVersion } from './mlflow-run.ts';
import { redactAddress } from '@modelfolio/redaction/redact-address';
import { textByKey } from './text-by-key.ts';

type ModelOutput = RunRecord['models'][number];

/**
 * The models of a run with the registered versions that point at them. A version that names the run but none of
 * its LoggedModels (MLflow before 3 had none) stands for a model of its own, under its source.
 */
export function modelOutputs(run: Pick<MlflowRun, 'runId' | 'models' | 'versions'>): ModelOutput[] {
  const versions = run.versions
    .filter(({ stage }) => stage !== 'Deleted_Internal')
    .toSorted(byNameAndVersion);
  const registered = new Map<string, MlflowVersion[]>();
  const loose = new Map<string, MlflowVersion[]>();
  for (const version of versions) {
    const model = modelOf(version, run);
    if (model) append(registered, model.modelId, version);
    else if (pointsAtRun(version, run.runId)) append(loose, version.source || `runs:/${run.runId}`, version);
  }
  return [
    ...run.models.map((model) => ({
      modelId: model.modelId,
      path: model.path ?? (model.artifactLocation ? redactAddress(model.artifactLocation) : null),
      step: model.step,
      name: model.name || null,
      status: model.status,
      params: textByKey(model.params),
      tags: textByKey(model.tags),
      metrics: latestMetrics(model.metrics),
      registrations: (registered.get(model.modelId) ?? []).map(registration),
    })),
    ...[...loose].map(([source, found]) => ({
      modelId: redactAddress(source),
      path: redactAddress(source),
      step: null,
      name: null,
      status: null,
      params: {},
      tags: {},
      metrics: [],
      registrations: found.map(registration),
    })),
  ];
}

/** Latest of each metric on each data set. */
function latestMetrics(metrics: readonly MlflowModelMetric[]): ModelOutput['metrics'] {
  const groups = Map.groupBy(metrics, ({ key, datasetName, datasetDigest }) =>
    JSON.stringify([key, datasetName, datasetDigest]),
  );
  return [...groups.values()].flatMap((group) => {
    const latest = latestOf(group);
    if (!latest) return [];
    const { key, value, step, timestamp, datasetName, datasetDigest } = latest;
    const dataset = datasetName ? { name: datasetName, digest: datasetDigest || null } : null;
    return [{ key, value: fromNumber(value), step, timestamp, dataset }];
  });
}

function modelOf(version: MlflowVersion, run: Pick<MlflowRun, 'runId' | 'models'>): MlflowModel | undefined {
  const segments = (version.source ?? '').split(/[/\\]/);
  const pointedAt = run.models.find(
    ({ modelId, artifactLocation }) =>
      version.modelId === modelId ||
      segments.includes(modelId) ||
      (version.source && version.source === artifactLocation),
  );
  if (pointedAt || !pointsAtRun(version, run.runId)) return pointedAt;
  const named = run.models.filter(({ name }) => name && name === segments.at(-1));
  return named.length === 1 ? named[0] : undefined;
}

function pointsAtRun({ runId, source }: MlflowVersion, id: string): boolean {
  return runId === id || (source?.startsWith(`runs:/${id}/`) ?? false);
}

function registration({
  name,
  version,
  stage,
  aliases,
}: MlflowVersion): ModelOutput['registrations'][number] {
  return { name, version, stage: stage && stage !== 'None' ? stage : null, aliases: [...aliases].toSorted() };
}

function byNameAndVersion(a: MlflowVersion, b: MlflowVersion): number {
  if (a.name !== b.name) return a.name < b.name ? -1 : 1;
  return Number(a.version) - Number(b.version);
}

function append<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const values = map.get(key);
  if (values) values.push(value);
  else map.set(key, [value]);
}
