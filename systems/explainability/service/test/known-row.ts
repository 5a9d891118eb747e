import type { LoadedModel } from '../src/models/loaded-model.ts';
import type { Cells } from '../src/requests/row.ts';

/** A row that a model was judged on, as a request has it. */
export function knownRow({ rows, columns, ask }: LoadedModel, row: number): Cells {
  if (!rows) throw new Error('the model has no rows');
  const cells = ask().code.decode(rows.values.subarray(row * columns.length, (row + 1) * columns.length));
  return Object.fromEntries(columns.map(({ name }, at) => [name, cells[at] ?? null]));
}
