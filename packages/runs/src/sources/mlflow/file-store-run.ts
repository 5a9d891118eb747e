import { dirname, join } from 'node:path';
import { RunsError } from '../../runs-error.ts';
import { digestFiles } from './artifact-files.ts';
import { ArtifactFolders } from './artifact-folders.ts';
import { loggedModelStatus } from './logged-model-status.ts';
import { historyOf } from './history.ts';
import { pythonFloat } from './metric-points.ts';
import type { MlflowDataset, MlflowModel, MlflowModelMetric, MlflowPoint, MlflowRun } from './mlflow-run.ts';
import type { StoreFiles } from './store-files.ts';
import { textField, type StoreYaml } from './store-yaml.ts';
import type { VersionIndex } from './version-index.ts';

/** A run of a file store as its `meta.yaml` tells it. */
export interface FileRun {
  readonly root: string;
  readonly folder: string;
  readonly runId: string;
  readonly meta: StoreYaml;
  readonly experiment: string;
  /** LoggedModels of the run. */
  readonly modelIds: readonly string[];
  readonly versions: VersionIndex;
}

/** All that the store has of a run. @throws RunsError `run-invalid`, naming file and line */
export async function loadFileRun(run: FileRun, files: StoreFiles): Promise<MlflowRun> {
  const { folder, meta, runId, root } = run;
  const folders = new ArtifactFolders(root, files.effects);
  const modelIds = await modelsOf(run, files);
  const models: MlflowModel[] = [];
  for (const [modelId, step] of modelIds)
    models.push(await folders.locate(await loadModel(run, modelId, step, files)));
  const artifacts =
    (await folders.find(join(folder, 'artifacts').slice(root.length + 1), runId)) ??
    (await folders.find(textField(meta, 'artifact_uri'), runId));
  return {
    runId,
    experiment: run.experiment,
    name: textField(meta, 'run_name') ?? textField(meta, 'name'),
    status: textField(meta, 'status'),
    startTime: textField(meta, 'start_time'),
    endTime: textField(meta, 'end_time'),
    sourceName: textField(meta, 'source_name'),
    sourceVersion: textField(meta, 'source_version'),
    params: await files.keyValues(join(folder, 'params')),
    tags: await files.keyValues(join(folder, 'tags')),
    histories: (await files.keyValues(join(folder, 'metrics'))).flatMap(([key, text]) => {
      const points = lines(text).map((line, row) => toPoint(line, join(folder, 'metrics', key), row + 1));
      return points.length > 0 ? [[key, historyOf(points)] as const] : [];
    }),
    datasets: await datasetsOf(run, files),
    models,
    versions: run.versions.of([runId, ...modelIds.keys()]),
    artifacts: artifacts === null ? [] : await digestFiles(artifacts, files.effects),
  };
}

/** Ids of the active models of an experiment, by the run that logged them. */
export async function modelsByRun(experiment: string, files: StoreFiles): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  for (const modelId of await files.folders(join(experiment, 'models'))) {
    const meta = await files.meta(join(experiment, 'models', modelId));
    const runId = meta && textField(meta, 'source_run_id');
    if (!runId || textField(meta, 'lifecycle_stage') === 'deleted') continue;
    found.set(runId, [...(found.get(runId) ?? []), modelId]);
  }
  return found;
}

/** Ids of the models that a run logged, with the step where its outputs tell it. */
async function modelsOf(run: FileRun, files: StoreFiles): Promise<Map<string, number | null>> {
  const found = new Map<string, number | null>();
  for (const modelId of run.modelIds) {
    const output = await files.meta(join(run.folder, 'outputs', modelId));
    const step = output && textField(output, 'step');
    found.set(modelId, step === null ? null : Number(step));
  }
  return found;
}

async function loadModel(
  { folder }: FileRun,
  modelId: string,
  step: number | null,
  files: StoreFiles,
): Promise<MlflowModel> {
  const home = join(dirname(folder), 'models', modelId);
  const meta = (await files.meta(home)) ?? new Map<string, null>();
  const metrics = await files.keyValues(join(home, 'metrics'));
  return {
    modelId,
    name: textField(meta, 'name'),
    artifactLocation: textField(meta, 'artifact_location'),
    status: loggedModelStatus(textField(meta, 'status')),
    step,
    params: await files.keyValues(join(home, 'params')),
    tags: await files.keyValues(join(home, 'tags')),
    metrics: metrics.flatMap(([key, text]) =>
      lines(text).map((line, row) => toModelMetric(key, line, join(home, 'metrics', key), row + 1)),
    ),
  };
}

/** Inputs name a data set by its folder in the experiment; their own `destination_id` is not always right. */
async function datasetsOf({ folder }: FileRun, files: StoreFiles): Promise<MlflowDataset[]> {
  const found: MlflowDataset[] = [];
  for (const id of await files.folders(join(folder, 'inputs'))) {
    const input = await files.meta(join(folder, 'inputs', id));
    const datasetId = input && textField(input, 'source_id');
    if (!input || !datasetId || textField(input, 'source_type') === 'MODEL' || /[/\\]|^\.+$/.test(datasetId))
      continue;
    const meta = await files.meta(join(dirname(folder), 'datasets', datasetId));
    if (meta === null) continue;
    const tags = input.get('tags');
    found.push({
      name: textField(meta, 'name') ?? '',
      digest: textField(meta, 'digest'),
      source: textField(meta, 'source'),
      profile: textField(meta, 'profile'),
      context: tags instanceof Map ? textField(tags, 'mlflow.data.context') : null,
    });
  }
  return found;
}

/** `<time> <value> <step>`; before 1.0 without a step; with the name and digest of a data set since 3. */
function toPoint(line: string, file: string, row: number): MlflowPoint {
  const fields = line.split(' ');
  if (fields.length < 2 || fields.length === 4 || fields.length > 5)
    throw wrong(file, row, `expected 2, 3 or 5 fields, received ${fields.length}`);
  return numbers(fields, file, row);
}

/** `<time> <value> <step> <run>`, and the name and digest of a data set. */
function toModelMetric(key: string, line: string, file: string, row: number): MlflowModelMetric {
  const fields = line.split(' ');
  if (fields.length !== 4 && fields.length !== 6)
    throw wrong(file, row, `expected 4 or 6 fields, received ${fields.length}`);
  return {
    key,
    ...numbers(fields, file, row),
    datasetName: fields[4] ?? null,
    datasetDigest: fields[5] ?? null,
  };
}

function numbers([time = '', value = '', step = '0']: string[], file: string, row: number): MlflowPoint {
  const point = { timestamp: Number(time), value: pythonFloat(value), step: Number(step) };
  if (time === '' || !Number.isSafeInteger(point.timestamp))
    throw wrong(file, row, `expected milliseconds since 1970, received ${JSON.stringify(time)}`);
  if (point.value === null) throw wrong(file, row, `expected a number, received ${JSON.stringify(value)}`);
  if (step === '' || !Number.isSafeInteger(point.step))
    throw wrong(file, row, `expected a whole number as step, received ${JSON.stringify(step)}`);
  return { ...point, value: point.value };
}

function lines(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function wrong(file: string, row: number, reason: string): RunsError {
  return new RunsError('run-invalid', reason, { file, field: `line ${row}` });
}
