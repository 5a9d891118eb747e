import { arrayAt } from '../protocol/json-object.ts';
import type { InferTensor } from '../protocol/infer-tensor.ts';
import type { ModelSignature } from '../signature.ts';
import { positionalTable, recordsTable, refuseNoRows, type ColumnTable } from './column-table.ts';
import { plannedColumns } from './planned-columns.ts';
import { tensorsOfTable } from './tensors-of-table.ts';

/**
 * Rows as TensorFlow Serving has them: objects that name the model's columns, arrays of cells in their order, or, for a model
 * of one column, its values.
 *
 * @param pointer to the rows
 * @throws Refusal `inference-invalid`
 */
export const tensorsOfInstances = (
  given: unknown,
  signature: ModelSignature,
  pointer: string,
): InferTensor[] => tensorsOfTable(tableOf(arrayAt(given, pointer, 'rows'), signature, pointer), signature);

function tableOf(rows: readonly unknown[], signature: ModelSignature, pointer: string): ColumnTable {
  const columns = plannedColumns(signature);
  const [first] = rows;
  if (typeof first === 'object' && first !== null && !Array.isArray(first))
    return recordsTable(rows, columns, pointer);
  const [only] = columns;
  if (only && columns.length === 1 && only.index === null) {
    refuseNoRows(rows, pointer);
    return {
      rows: rows.length,
      cells: new Map([[only.name, rows]]),
      place: (row) => ({ pointer: `${pointer}/${row}`, words: `row ${row + 1}` }),
    };
  }
  return positionalTable(
    rows,
    columns.map(({ name }) => name),
    pointer,
  );
}
