import { parseExactJson } from '../protocol/exact-json.ts';
import type { ModelSignature } from '../signature.ts';
import { recordsTable } from './column-table.ts';
import type { DialectRequest } from './dialect-request.ts';
import { plannedColumns } from './planned-columns.ts';
import { tensorsOfTable } from './tensors-of-table.ts';

/**
 * Plain JSON: an array of rows that name the model's columns, or one row.
 *
 * @throws Refusal `json-invalid`, `inference-invalid`
 *
 * @example
 * parseRows(new TextEncoder().encode('{"age":39,"workclass":"Private"}'), signature);
 */
export function parseRows(body: Uint8Array, signature: ModelSignature): DialectRequest {
  const given = parseExactJson(body);
  const columns = plannedColumns(signature);
  const table = Array.isArray(given)
    ? recordsTable(given, columns, '')
    : recordsTable([given], columns, '', () => '');
  return { inputs: tensorsOfTable(table, signature), parameters: {} };
}
