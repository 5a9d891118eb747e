import { parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { InferenceError } from './inference-error.ts';
import { tableOf, type Cell, type Table } from './table.ts';

/**
 * Reads an Apache Parquet file with flat columns. Whole numbers beyond 2^53 come as text, dates as ISO 8601 text.
 *
 * @param name names the file in errors
 * @throws InferenceError `table` for a damaged file, or a column of lists or records
 */
export async function readParquet(bytes: Uint8Array, name: string): Promise<Table> {
  // A copy: Node's small buffers are views of a large one.
  const file = Uint8Array.from(bytes).buffer;
  let names: string[];
  let objects: Record<string, unknown>[];
  try {
    const metadata = await parquetMetadataAsync(file);
    names = metadata.schema.slice(1).map((element) => element.name);
    objects = await parquetReadObjects({ file, metadata, compressors });
  } catch (cause) {
    throw new InferenceError('table', 'not a Parquet file, or damaged', {
      file: name,
      hint: 'write it again',
      cause,
    });
  }
  const columns = names.filter((column) => !isPandasIndex(column));
  const cells = columns.map(
    (column) => [column, objects.map((row, index) => parquetCell(row[column], name, index, column))] as const,
  );
  return tableOf(name, new Map(cells), objects.length);
}

/** pandas keeps an index that was no range under names like this one. */
export const isPandasIndex = (column: string): boolean => /^__index_level_\d+__$/.test(column);

/**
 * A value as hyparquet gives it, as a cell.
 *
 * @param row from 0
 * @throws InferenceError `table` for a list or a record
 */
export function parquetCell(value: unknown, file: string, row: number, column: string): Cell {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value === 'bigint') {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : value.toString();
  }
  if (value instanceof Date) return value.toISOString();
  throw new InferenceError('table', 'a list or record, expected one value a cell', {
    file,
    row: row + 1,
    column,
  });
}
