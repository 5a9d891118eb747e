import type { Transaction } from '../database/database.ts';
import type { Int64 } from '../interface/message-types.ts';

interface DatasetRow {
  readonly run_uuid: string;
  readonly input_uuid: string;
  readonly dataset_uuid: string;
  readonly name: string;
  readonly digest: string;
  readonly dataset_source_type: string;
  readonly dataset_source: string;
  readonly dataset_schema: string | null;
  readonly dataset_profile: string | null;
}

interface ModelRow {
  readonly source_type: 'RUN_INPUT' | 'RUN_OUTPUT';
  readonly source_id: string;
  readonly destination_id: string;
  readonly step: Int64;
}

/** Data sets and models that went into runs and came out of them, by run, as MLflow's JSON has them. */
export interface RunInputs {
  readonly inputs: ReadonlyMap<string, { dataset_inputs?: object[]; model_inputs?: object[] }>;
  readonly outputs: ReadonlyMap<string, { model_outputs: object[] }>;
}

/** @param ids of runs, as a JSON list */
export async function runInputs(tx: Transaction, ids: string): Promise<RunInputs> {
  const datasets = await tx.all<DatasetRow>(
    `SELECT inputs.destination_id AS run_uuid, inputs.input_uuid, datasets.dataset_uuid, datasets.name, datasets.digest,
            datasets.dataset_source_type, datasets.dataset_source, datasets.dataset_schema, datasets.dataset_profile
     FROM inputs JOIN datasets ON datasets.dataset_uuid = inputs.source_id
     WHERE inputs.destination_type = 'RUN' AND ${tx.isAnyOf('inputs.destination_id')}
     ORDER BY inputs.destination_id`,
    [ids],
  );
  const models = await tx.all<ModelRow>(
    `SELECT source_type, source_id, destination_id, step FROM inputs
     WHERE ((source_type = 'RUN_INPUT' AND destination_type = 'MODEL_INPUT')
         OR (source_type = 'RUN_OUTPUT' AND destination_type = 'MODEL_OUTPUT')) AND ${tx.isAnyOf('source_id')}`,
    [ids],
  );
  const tags = await tagsOf(tx, datasets);
  const inputs = new Map<string, { dataset_inputs?: object[]; model_inputs?: object[] }>();
  const outputs = new Map<string, { model_outputs: object[] }>();
  const inputsOf = (run: string): { dataset_inputs?: object[]; model_inputs?: object[] } =>
    entry(inputs, run, () => ({}));
  for (const row of datasets)
    (inputsOf(row.run_uuid).dataset_inputs ??= []).push({
      tags: tags.get(row.input_uuid)?.map(({ name, value }) => ({ key: name, value })),
      dataset: {
        name: row.name,
        digest: row.digest,
        source_type: row.dataset_source_type,
        source: row.dataset_source,
        schema: row.dataset_schema || undefined,
        profile: row.dataset_profile || undefined,
      },
    });
  for (const { source_type, source_id, destination_id, step } of models)
    if (source_type === 'RUN_INPUT')
      (inputsOf(source_id).model_inputs ??= []).push({ model_id: destination_id });
    else
      entry(outputs, source_id, () => ({ model_outputs: [] })).model_outputs.push({
        model_id: destination_id,
        step,
      });
  return { inputs, outputs };
}

async function tagsOf(
  tx: Transaction,
  datasets: readonly DatasetRow[],
): Promise<Map<string, { name: string; value: string }[]>> {
  if (datasets.length === 0) return new Map();
  const rows = await tx.all<{ input_uuid: string; name: string; value: string }>(
    `SELECT input_uuid, name, value FROM input_tags WHERE ${tx.isAnyOf('input_uuid')}`,
    [JSON.stringify([...new Set(datasets.map(({ input_uuid }) => input_uuid))])],
  );
  return Map.groupBy(rows, ({ input_uuid }) => input_uuid);
}

function entry<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
