import { tableFormatOf } from '@modelfolio/inference';
import { FeaturesError } from '../features-error.ts';
import { csvSource, refuseDelimiter } from './csv-source.ts';
import { readFailure } from './read-failure.ts';
import type { RowSource } from './row-source.ts';
import type { RowsOptions } from './rows-options.ts';
import { seeFile, type SeenFile } from './seen-file.ts';
import { realStreamEffects, type StreamEffects } from './stream-effects.ts';

/** Rows of a file; closing it lets go of what was put aside from standard input. */
export interface OpenedRows extends RowSource {
  close(): Promise<void>;
}

/**
 * The rows of a file, a batch at a time: CSV (also tab-separated, and packed with gzip) or Parquet. A CSV file is never in memory
 * as a whole, of Parquet one row group is. Column types are found in a first reading of the file, by the rules of
 * `frameFromTable`, unless they are given for all columns.
 *
 * @example
 * const rows = await openRows('people.csv');
 * for await (const frame of rows.batches()) console.log(frame.rows);
 *
 * @param path `-` for standard input, which is put aside in a temporary file
 * @throws FeaturesError `file-unreadable`, `value-invalid` or `column-missing`: one line with file, line and column
 */
export async function openRows(
  path: string,
  { batchRows = 65_536, blockBytes = 1 << 19, ...rest }: Partial<RowsOptions> = {},
  effects: StreamEffects = realStreamEffects,
): Promise<OpenedRows> {
  const options = { ...rest, batchRows, blockBytes };
  refuseDelimiter(options.delimiter);
  const file = await seeFile(path, effects);
  try {
    const source = await sourceOf(file, path, options);
    return { ...source, close: () => file.close() };
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function sourceOf(file: SeenFile, path: string, options: RowsOptions): Promise<RowSource> {
  // What comes by standard input has no name that could say what it is.
  const format = tableFormatOf(await firstBytes(file), path === '-' ? 'input.csv' : path);
  if (format === 'csv') return csvSource(file, options);
  if (format === 'parquet') return (await import('./parquet-source.ts')).parquetSource(file, options);
  throw new FeaturesError('file-unreadable', 'no table that can be read in batches', {
    file: file.name,
    hint: 'takes .csv, .csv.gz, .tsv and .parquet',
  });
}

async function firstBytes(file: SeenFile): Promise<Uint8Array> {
  const opened = await file.open();
  try {
    const bytes = new Uint8Array(4);
    return bytes.subarray(0, await opened.read(bytes, 0));
  } catch (error) {
    throw readFailure(error, file.name);
  } finally {
    await opened.close();
  }
}
