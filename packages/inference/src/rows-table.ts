import type { ModelExamples } from '@modelfolio/schemas';
import { tableOf, type Cell, type Table } from './table.ts';

/** Rows of `examples.json` as a table, in their order. A tensor's numbers become an array of its input's name. */
export function rowsTable(
  { columns, rows }: Pick<ModelExamples, 'columns' | 'rows'>,
  name = 'examples.json',
): Table {
  const [first = ''] = columns;
  const width = rows[0]?.values.length ?? 0;
  if (columns.length === 1 && width > 1) {
    const values = rows.flatMap((row) => row.values.map(Number));
    return tableOf(name, new Map(), rows.length, null, new Map([[first, { shape: [width], values }]]));
  }
  const cells = columns.map((column, index): [string, Cell[]] => [
    column,
    rows.map(({ values }) => values[index] ?? null),
  ]);
  return tableOf(name, new Map(cells), rows.length);
}
