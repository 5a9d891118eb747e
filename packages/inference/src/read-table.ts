import { InferenceError } from './inference-error.ts';
import { type Table } from './table.ts';

/** What a table can be read from. */
export const tableFormats = ['csv', 'parquet', 'npz'] as const;
export type TableFormat = (typeof tableFormats)[number];

const largestText = 1 << 30;

/**
 * The format of a file by its first bytes, then by its name; anything else is taken for CSV when it is named so.
 *
 * @returns `null` for a file of no known kind
 */
export function tableFormatOf(bytes: Uint8Array, fileName: string): TableFormat | null {
  const magic = String.fromCharCode(...bytes.subarray(0, 4));
  if (magic === 'PAR1') return 'parquet';
  if (magic === 'PK\u0003\u0004' && !/\.xlsx?$/i.test(fileName)) return 'npz';
  const extension = /\.([a-z]+)(?:\.gz)?$/i.exec(fileName)?.[1]?.toLowerCase();
  if (extension === 'csv' || extension === 'tsv' || extension === 'txt') return 'csv';
  if (extension === 'parquet' || extension === 'npz') return extension;
  return null;
}

/**
 * Reads a table from a file's bytes: CSV (also gzip-compressed), Parquet or NPZ. Each reader is loaded when needed.
 *
 * @throws InferenceError `table`
 */
export async function readTable(bytes: Uint8Array, fileName: string): Promise<Table> {
  const format = tableFormatOf(bytes, fileName);
  if (format === 'parquet') return (await import('./parquet.ts')).readParquet(bytes, fileName);
  if (format === 'npz') return (await import('./npz.ts')).readNpz(bytes, fileName);
  if (format === 'csv') {
    const { readCsv } = await import('./csv.ts');
    return readCsv(bytes[0] === 0x1f && bytes[1] === 0x8b ? await gunzip(bytes, fileName) : bytes, fileName);
  }
  throw new InferenceError('table', 'no table', {
    file: fileName,
    hint: 'takes .csv, .csv.gz, .tsv, .parquet and .npz',
  });
}

async function gunzip(bytes: Uint8Array, name: string): Promise<Uint8Array> {
  const stream = new Blob([bytes.slice()]).stream().pipeThrough(new DecompressionStream('gzip'));
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for (const reader = stream.getReader(); ;) {
      const { done, value } = await reader.read();
      if (done) break;
      size += value.length;
      if (size > largestText)
        throw new InferenceError('table', 'more than 1 GiB when unpacked', { file: name });
      chunks.push(value);
    }
  } catch (cause) {
    if (cause instanceof InferenceError) throw cause;
    throw new InferenceError('table', 'damaged gzip', { file: name, hint: 'compress it again', cause });
  }
  const text = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    text.set(chunk, at);
    at += chunk.length;
  }
  return text;
}
