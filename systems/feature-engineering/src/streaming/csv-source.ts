import { csvDelimiterOf, csvNames, csvRecords } from '@modelfolio/inference/csv';
import { FeaturesError } from '../features-error.ts';
import { givenType } from '../frame/from-table.ts';
import type { Frame } from '../frame/frame.ts';
import type { InputColumn } from '../transformers/transformer.ts';
import { BatchBuilder, type CellUse } from './batch-builder.ts';
import { fileReader, textReader } from './byte-reader.ts';
import { CsvRows, refuseNoText } from './csv-rows.ts';
import { columnsToRead, type RowsOptions } from './rows-options.ts';
import { readFailure } from './read-failure.ts';
import type { RowSource } from './row-source.ts';
import type { SeenFile } from './seen-file.ts';
import { countLines, firstRecordEnd, textBlocks, type TextBlock } from './text-blocks.ts';

/**
 * Rows of a CSV file (RFC 4180, as `readCsv` reads it), which is never in memory as a whole. Types that are not given are found
 * in a first reading: numbers if every cell is one or missing, else text.
 *
 * @throws FeaturesError naming file and line
 */
export async function csvSource(file: SeenFile, options: RowsOptions): Promise<RowSource> {
  const { types = {}, only } = options;
  const names = await readNames(file, options);
  const columns = columnsToRead(file.name, names, only);
  const isRead = new Set(columns);
  const looked = names.map((column): CellUse =>
    isRead.has(column) && givenType(types, column) === undefined ? 'look' : 'skip',
  );
  let [rows, uses]: [number | null, CellUse[]] = [null, []];
  if (looked.includes('look')) ({ rows, uses } = await look(file, looked, options));
  const typeOf = (column: string): InputColumn['type'] =>
    givenType(types, column) ?? (uses[names.indexOf(column)] === 'look' ? 'number' : 'text');
  const typed = new Map(columns.map((name) => [name, typeOf(name)]));
  return {
    name: file.name,
    columns: columns.map((name) => ({ name, type: typed.get(name) ?? 'text' })),
    rows,
    batches: () =>
      frames(
        file,
        names.map((name) => typed.get(name) ?? 'skip'),
        options,
      ),
  };
}

async function readNames(file: SeenFile, options: RowsOptions): Promise<string[]> {
  for await (const { names } of readings(file, () => [], options)) return names;
  return csvNames(undefined, file.name);
}

/** Passes over all rows, to see which columns hold nothing but numbers. */
async function look(
  file: SeenFile,
  looked: CellUse[],
  options: RowsOptions,
): Promise<{ rows: number; uses: CellUse[] }> {
  let [rows, uses] = [0, looked];
  for await (const { batch, share } of readings(file, () => looked, options)) {
    batch.drop();
    ({ before: rows, uses } = batch);
    options.progress?.({ step: 'types', pass: 1, rows, share });
  }
  return { rows, uses };
}

async function* frames(file: SeenFile, uses: CellUse[], options: RowsOptions): AsyncGenerator<Frame> {
  for await (const { batch } of readings(file, () => uses, options)) if (batch.filled > 0) yield batch.take();
}

/** A batch that is full, or the last. */
interface Reading {
  names: string[];
  batch: BatchBuilder;
  /** Part of the file that is read, from 0 to 1. */
  share: number;
}

async function* readings(
  file: SeenFile,
  usesOf: () => CellUse[],
  { batchRows, blockBytes, delimiter, signal }: RowsOptions,
): AsyncGenerator<Reading> {
  const { name } = file;
  const opened = await file.open();
  try {
    const bytes = fileReader(opened, name, file.mark);
    let rows: { names: string[]; reader: CsvRows; batch: BatchBuilder } | null = null;
    let line = 1;
    const text = await textReader(bytes.read, name);
    for await (const block of textBlocks(text, {
      name,
      length: blockBytes,
      lineNow: () => rows?.reader.line ?? line,
    })) {
      signal?.throwIfAborted();
      let current: TextBlock = block;
      if (!rows) {
        const header = headerOf(block, name, line, delimiter);
        line = header.line;
        if (!header.names) continue;
        const { names } = header;
        const batch = new BatchBuilder(name, names, usesOf(), batchRows);
        const reader = new CsvRows(name, { delimiter: header.delimiter, width: names.length, line, batch });
        rows = { names, reader, batch };
        current = { ...block, bytes: block.bytes.subarray(header.end) };
        // Whoever needs the names alone stops here.
        yield { names, batch, share: 0 };
      }
      for (const _ of rows.reader.read(current)) yield { ...rows, share: bytes.share() };
    }
    if (rows) yield { ...rows, share: 1 };
  } catch (error) {
    throw readFailure(error, name);
  } finally {
    await opened.close();
  }
}

/** The first record of a block that is no empty line; without names where there is none. */
function headerOf(
  { bytes }: TextBlock,
  name: string,
  first: number,
  wanted: string | undefined,
): { names: string[] | null; delimiter: string; line: number; end: number } {
  let [end, line] = [0, first];
  while (end < bytes.length) {
    const length = firstRecordEnd(bytes.subarray(end)) || bytes.length - end;
    const own = bytes.subarray(end, end + length);
    refuseNoText(own, name, line);
    const text = own.toString('utf8');
    const delimiter = wanted ?? csvDelimiterOf(text);
    const [header] = csvRecords(text, name, { delimiter, first: line });
    end += length;
    line += countLines(own);
    if (header) return { names: csvNames(header, name), delimiter, line, end };
  }
  return { names: null, delimiter: ',', line, end };
}

/** @throws FeaturesError `usage` for one that is not a single letter, or that numbers or quotes are made of */
export function refuseDelimiter(delimiter: string | undefined): void {
  if (delimiter === undefined || /^[\t !#$%&'()*,/:;<=>?@[\\\]^_`{|}~]$/.test(delimiter)) return;
  throw new FeaturesError('usage', `${JSON.stringify(delimiter)} is no delimiter`, {
    hint: 'one sign, such as , ; | or a tab',
  });
}
