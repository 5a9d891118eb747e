import { checkDatasetInput } from '../checks/datasets.ts';
import { checkRunId } from '../checks/ids.ts';
import { activeRun, type RunRow } from '../entities/runs.ts';
import type { Message } from '../interface/message-types.ts';
import { list, required, text } from '../interface/request-rules.ts';
import { MlflowError } from '../mlflow-error.ts';
import { loggedModelEntry } from './logged-model-entry.ts';
import { needExperiment } from './needs.ts';
import { onlyOnce } from './only-once.ts';
import { operation, type Context } from './operation.ts';

const modelColumns = ['input_uuid', 'source_type', 'source_id', 'destination_type', 'destination_id', 'step'];

/** A run that a caller may write to. */
async function writable({ tx, reach }: Context, id: string): Promise<RunRow> {
  const run = await activeRun(tx, id);
  needExperiment(reach, run.experiment_id, 'write');
  return run;
}

export const logInputs = operation({
  message: 'LogInputs',
  rules: { run_id: [required, text], datasets: [list], models: [list] },
  writes: true,
  run: async ({ run_id = '', datasets, models }, context) => {
    checkRunId(run_id);
    for (const input of datasets) checkDatasetInput(input);
    const run = await writable(context, run_id);
    for (const input of firstOfEach(datasets)) await logDataset(context, run, input);
    await context.tx.insert(
      'inputs',
      modelColumns,
      models.map(({ model_id = '' }) => [context.newId(), 'RUN_INPUT', run_id, 'MODEL_INPUT', model_id, 0]),
      'ON CONFLICT DO NOTHING',
    );
    return {};
  },
});

/** Data sets of one name and digest are one: the first counts. */
function firstOfEach(inputs: readonly Message<'DatasetInput'>[]): Message<'DatasetInput'>[] {
  const key = ({ dataset }: Message<'DatasetInput'>): string =>
    JSON.stringify([dataset?.name ?? '', dataset?.digest ?? '']);
  return Array.from(Map.groupBy(inputs, key).values(), ([first]) => first as Message<'DatasetInput'>);
}

/** Adds a data set to the inputs of a run. One that the experiment knows is not changed, one that the run has not added. */
async function logDataset(
  { tx, newId }: Context,
  { run_uuid, experiment_id }: RunRow,
  { dataset, tags }: Message<'DatasetInput'>,
): Promise<void> {
  const { name = '', digest = '', source_type = '', source = '', schema, profile } = dataset ?? {};
  await tx.insert(
    'datasets',
    `dataset_uuid experiment_id name digest dataset_source_type dataset_source dataset_schema dataset_profile`.split(
      ' ',
    ),
    [[newId(), experiment_id, name, digest, source_type, source, schema ?? null, profile ?? null]],
    'ON CONFLICT (experiment_id, name, digest) DO NOTHING',
  );
  const known = await tx.first<{ dataset_uuid: string }>(
    'SELECT dataset_uuid FROM datasets WHERE experiment_id = ? AND name = ? AND digest = ?',
    [experiment_id, name, digest],
  );
  const input = await tx.first<{ input_uuid: string }>(
    `INSERT INTO inputs (input_uuid, source_type, source_id, destination_type, destination_id)
     VALUES (?, 'DATASET', ?, 'RUN', ?)
     ON CONFLICT DO NOTHING RETURNING input_uuid`,
    [newId(), known?.dataset_uuid ?? '', run_uuid],
  );
  if (!input) return;
  await onlyOnce(
    tx.insert(
      'input_tags',
      ['input_uuid', 'name', 'value'],
      tags.map(({ key = '', value = '' }) => [input.input_uuid, key, value]),
    ),
    'A tag of a data set may be given once',
  );
}

export const logOutputs = operation({
  message: 'LogOutputs',
  rules: { run_id: [required, text], models: [required, list] },
  writes: true,
  run: async ({ run_id = '', models }, context) => {
    await writable(context, run_id);
    await onlyOnce(
      context.tx.insert(
        'inputs',
        modelColumns,
        models.map(({ model_id = '', step = 0 }) => [
          context.newId(),
          'RUN_OUTPUT',
          run_id,
          'MODEL_OUTPUT',
          model_id,
          step,
        ]),
      ),
      'A model may be an output of a run once',
    );
    return {};
  },
});

const historyTag = 'mlflow.log-model.history';

/** What clients before 3.0 say of a model that they have logged; newer ones make logged models. */
export const logModel = operation({
  message: 'LogModel',
  rules: { run_id: [text, required], model_json: [text, required] },
  writes: true,
  run: async ({ run_id = '', model_json = '' }, context) => {
    const entry = loggedModelEntry(model_json);
    await writable(context, run_id);
    const known = await context.tx.first<{ value: string | null }>(
      'SELECT value FROM tags WHERE run_uuid = ? AND key = ?',
      [run_id, historyTag],
    );
    await context.tx.insert(
      'tags',
      ['key', 'value', 'run_uuid'],
      [[historyTag, withEntry(known?.value, entry), run_id]],
      'ON CONFLICT (key, run_uuid) DO UPDATE SET value = excluded.value',
    );
    return {};
  },
});

/** A list in JSON text with an entry more; what it holds stays as it is, letter by letter. */
function withEntry(known: string | null | undefined, entry: string): string {
  if (known === undefined || known === null) return `[${entry}]`;
  if (!isList(known))
    throw new MlflowError(
      'INVALID_STATE',
      `The tag ${historyTag} of the run is no list in JSON. Delete that tag, and try again.`,
    );
  const before = known.trim().slice(1, -1).trim();
  return before === '' ? `[${entry}]` : `[${before}, ${entry}]`;
}

function isList(json: string): boolean {
  try {
    return Array.isArray(JSON.parse(json));
  } catch {
    return false;
  }
}
