import { shownValue } from '@modelfolio/failures';
import { listed } from '@modelfolio/failures/listed';
import { invalid } from '../errors/refusal.ts';
import { parseExactJson } from '../protocol/exact-json.ts';
import type { InferTensor } from '../protocol/infer-tensor.ts';
import { arrayAt, objectAt, refuseOtherFields } from '../protocol/json-object.ts';
import type { ModelSignature } from '../signature.ts';
import { namedColumnsTable, positionalTable, recordsTable, refuseNames } from './column-table.ts';
import { csvTable } from './csv-table.ts';
import type { DialectRequest } from './dialect-request.ts';
import { tensorsOfInstances } from './instances.ts';
import { plannedColumns } from './planned-columns.ts';
import { tensorsOfTable } from './tensors-of-table.ts';

type ToTensors = (given: unknown, signature: ModelSignature, pointer: string) => InferTensor[];

/** The forms of data that MLflow's scoring server takes, of which a request has one (`scoring_server/__init__.py`, 3.17.2). */
const forms: Readonly<Record<string, ToTensors>> = {
  dataframe_split: (given, signature, pointer) => {
    const split = objectAt(given, pointer);
    refuseOtherFields(split, ['columns', 'data', 'index'], pointer);
    const names = arrayAt(split['columns'], `${pointer}/columns`, 'names').map((name, index) => {
      if (typeof name === 'string') return name;
      throw invalid(`${pointer}/columns/${index}`, 'expected the name of a column');
    });
    const seen = new Set<string>();
    for (const [index, name] of names.entries()) {
      if (seen.has(name))
        throw invalid(`${pointer}/columns/${index}`, `two columns are named ${shownValue(name)}`);
      seen.add(name);
    }
    refuseNames(names, plannedColumns(signature), `${pointer}/columns`);
    const data = arrayAt(split['data'], `${pointer}/data`, 'rows');
    return tensorsOfTable(positionalTable(data, names, `${pointer}/data`), signature);
  },
  dataframe_records: (given, signature, pointer) =>
    tensorsOfTable(
      recordsTable(arrayAt(given, pointer, 'rows'), plannedColumns(signature), pointer),
      signature,
    ),
  instances: tensorsOfInstances,
  inputs: (given, signature, pointer) =>
    Array.isArray(given)
      ? tensorsOfInstances(given, signature, pointer)
      : tensorsOfTable(
          namedColumnsTable(objectAt(given, pointer), plannedColumns(signature), pointer),
          signature,
        ),
};

/**
 * A body of `application/json` that is sent to MLflow's `/invocations`.
 *
 * @throws Refusal `json-invalid`, `inference-invalid`
 *
 * @example
 * parseInvocation(new TextEncoder().encode('{"dataframe_split":{"columns":["age"],"data":[[39]]}}'), signature);
 */
export function parseInvocation(body: Uint8Array, signature: ModelSignature): DialectRequest {
  const request = objectAt(parseExactJson(body), '');
  refuseOtherFields(request, [...Object.keys(forms), 'params'], '');
  const given = Object.entries(forms).filter(([name]) => Object.hasOwn(request, name));
  const [[name, toTensors] = [null, null]] = given;
  if (name === null || toTensors === null || given.length > 1)
    throw invalid(
      '',
      `expected one of ${listed(Object.keys(forms))}, received ${given.length === 0 ? 'none' : listed(given.map(([each]) => each))}`,
    );
  const params = request['params'];
  return {
    inputs: toTensors(request[name], signature, `/${name}`),
    parameters: params === undefined || params === null ? {} : objectAt(params, '/params'),
  };
}

/**
 * A body of `text/csv` that is sent to MLflow's `/invocations`.
 *
 * @throws Refusal `inference-invalid`
 */
export const parseCsvInvocation = (body: Uint8Array, signature: ModelSignature): DialectRequest => ({
  inputs: tensorsOfTable(csvTable(body, plannedColumns(signature)), signature),
  parameters: {},
});
