import { isPandasIndex, parquetCell } from '@modelfolio/inference/parquet';
import { numberOf, type Cell } from '@modelfolio/inference';
import {
  parquetMetadataAsync,
  parquetRead,
  parquetSchema,
  type AsyncBuffer,
  type ColumnData,
  type FileMetaData,
  type SchemaElement,
} from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { FeaturesError } from '../features-error.ts';
import { givenType } from '../frame/from-table.ts';
import { rowsOf, type Column, type Frame } from '../frame/frame.ts';
import type { InputColumn } from '../transformers/transformer.ts';
import { readFailure } from './read-failure.ts';
import type { RowSource } from './row-source.ts';
import { columnsToRead, type RowsOptions } from './rows-options.ts';
import type { SeenFile } from './seen-file.ts';
import type { OpenFile } from './stream-effects.ts';

/**
 * Rows of an Apache Parquet file with flat columns, a row group at a time. Whole numbers beyond 2^53 are refused in a column of
 * numbers, dates are ISO 8601 text.
 *
 * @throws FeaturesError for a damaged file, or a column of lists or records
 */
export async function parquetSource(file: SeenFile, options: RowsOptions): Promise<RowSource> {
  const { name } = file;
  const { types = {}, only, progress, signal } = options;
  const metadata = await withFile(file, (buffer) => parquetMetadataAsync(buffer));
  const elements = parquetSchema(metadata).children.map(({ element }) => element);
  const names = elements.map((element) => element.name).filter((column) => !isPandasIndex(column));
  const columns = columnsToRead(name, names, only);
  const found = new Map<string, InputColumn['type']>();
  const looked = columns.filter((column) => {
    const element = elements.find((one) => one.name === column);
    const type = givenType(types, column) ?? (element && isNumeric(element) ? 'number' : undefined);
    if (type) found.set(column, type);
    return type === undefined;
  });
  const rows = Number(metadata.num_rows);
  if (looked.length > 0) {
    for (const column of looked) found.set(column, 'number');
    for await (const { cells, before, count } of groups(file, metadata, looked)) {
      signal?.throwIfAborted();
      for (const [column, own] of cells)
        if (found.get(column) === 'number' && own.some((cell) => numberOf(cell) === null))
          found.set(column, 'text');
      progress?.({ step: 'types', pass: 1, rows: before + count, share: (before + count) / rows });
    }
  }
  const typed = columns.map((column): InputColumn => ({ name: column, type: found.get(column) ?? 'text' }));
  return { name, columns: typed, rows, batches: () => frames(file, metadata, typed, options) };
}

/** Whether a column holds numbers by its type alone; what others hold is seen from their cells. */
const isNumeric = ({ type, converted_type: converted, logical_type: logical }: SchemaElement): boolean =>
  type === 'FLOAT' ||
  type === 'DOUBLE' ||
  type === 'BOOLEAN' ||
  ((type === 'INT32' || type === 'INT64') &&
    (logical === undefined ? !/DATE|TIME/.test(converted ?? '') : logical.type === 'INTEGER'));

async function* frames(
  file: SeenFile,
  metadata: FileMetaData,
  columns: readonly InputColumn[],
  { batchRows, signal }: RowsOptions,
): AsyncGenerator<Frame> {
  const names = columns.map(({ name }) => name);
  for await (const { cells, before, count } of groups(file, metadata, names)) {
    signal?.throwIfAborted();
    const whole: Frame = {
      rows: count,
      columns: columns.map((column) =>
        columnOfCells(file.name, column, cells.get(column.name) ?? [], before),
      ),
    };
    for (let from = 0; from < count; from += batchRows) yield rowsOf(whole, from, from + batchRows);
  }
}

function columnOfCells(
  file: string,
  { name, type }: InputColumn,
  cells: readonly Cell[],
  before: number,
): Column {
  if (type === 'text')
    return { name, type, values: cells.map((cell) => (cell === null ? null : String(cell))) };
  const values = new Float64Array(cells.length);
  cells.forEach((cell, row) => {
    const number = numberOf(cell);
    if (number === null || isTooLarge(cell))
      throw new FeaturesError(
        'value-invalid',
        number === null
          ? `${JSON.stringify(cell)} is no number`
          : `${cell} is beyond the whole numbers that are exact`,
        {
          file,
          row: before + row + 1,
          column: name,
          hint: number === null ? undefined : 'read the column as text, or leave it out',
        },
      );
    values[row] = number;
  });
  return { name, type, values };
}

/** Whole numbers beyond 2^53 come as text, as `parquetCell` gives them. */
const isTooLarge = (cell: Cell): boolean =>
  typeof cell === 'string' && /^-?\d{16,}$/.test(cell) && !Number.isSafeInteger(Number(cell));

interface Group {
  cells: Map<string, Cell[]>;
  before: number;
  count: number;
}

async function* groups(
  file: SeenFile,
  metadata: FileMetaData,
  columns: readonly string[],
): AsyncGenerator<Group> {
  let before = 0;
  for (const { num_rows: size } of metadata.row_groups) {
    const count = Number(size);
    yield { cells: await readGroup(file, metadata, columns, before, count), before, count };
    before += count;
  }
}

async function readGroup(
  file: SeenFile,
  metadata: FileMetaData,
  columns: readonly string[],
  before: number,
  count: number,
): Promise<Map<string, Cell[]>> {
  const cells = new Map(columns.map((name) => [name, Array.from({ length: count }, (): Cell => null)]));
  if (columns.length === 0) return cells;
  // What is thrown where chunks are given is caught by nobody: they are looked at after.
  const chunks: ColumnData[] = [];
  await withFile(file, (buffer) =>
    parquetRead({
      file: buffer,
      metadata,
      compressors,
      columns: [...columns],
      rowStart: before,
      rowEnd: before + count,
      onChunk: (chunk) => void chunks.push(chunk),
    }),
  );
  for (const { columnName, columnData, rowStart } of chunks) {
    const own = cells.get(columnName) ?? [];
    for (let at = 0; at < columnData.length; at++)
      own[rowStart - before + at] = cellOf(columnData[at], file.name, rowStart + at, columnName);
  }
  return cells;
}

function cellOf(value: unknown, file: string, row: number, column: string): Cell {
  try {
    return parquetCell(value, file, row, column);
  } catch (error) {
    throw readFailure(error, file);
  }
}

/** Reads slices of a file; what goes wrong in it is a file that is damaged. */
async function withFile<Result>(
  file: SeenFile,
  read: (buffer: AsyncBuffer) => Promise<Result>,
): Promise<Result> {
  const opened = await file.open();
  try {
    return await read(bufferOf(opened, file.mark.size));
  } catch (cause) {
    const known = readFailure(cause, file.name);
    if (known instanceof FeaturesError) throw known;
    throw new FeaturesError('file-unreadable', 'not a Parquet file, or damaged', {
      file: file.name,
      hint: 'write it again',
      cause,
    });
  } finally {
    await opened.close();
  }
}

const bufferOf = (file: OpenFile, byteLength: number): AsyncBuffer => ({
  byteLength,
  async slice(start, end = byteLength) {
    const from = start < 0 ? byteLength + start : start;
    const bytes = new Uint8Array(Math.min(end, byteLength) - from);
    for (let filled = 0; filled < bytes.length;) {
      const count = await file.read(bytes.subarray(filled), from + filled);
      if (count === 0) throw new RangeError('the file ends before');
      filled += count;
    }
    return bytes.buffer;
  },
});
