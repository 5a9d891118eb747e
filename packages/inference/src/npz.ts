import { listed } from '@modelfolio/failures/listed';
import { unzipSync } from 'fflate';
import { readNpy, type NpyArray } from './npy.ts';
import { InferenceError } from './inference-error.ts';
import { tableOf, type Cell, type RowArray, type Table } from './table.ts';

/** More than any evaluation set here: an archive that says so is a bomb. */
const largestArchive = 1 << 30;

/**
 * Reads a NumPy archive (`numpy.savez`): arrays with a part for each row. One of rank 1 is a column; one of rank 2 is
 * also the columns `name.0`, `name.1` …
 *
 * @param name names the file in errors
 * @throws InferenceError `table` for a damaged archive, arrays of unequal length, or more than 1 GiB when unpacked
 */
export function readNpz(bytes: Uint8Array, name: string): Table {
  const entries = Object.entries(unpack(bytes, name)).filter(([path]) => path.endsWith('.npy'));
  const arrays = entries.map(([path, content]) => {
    const array = path.slice(0, -'.npy'.length);
    return [array, readNpy(content, `${name}, array ${JSON.stringify(array)}`)] as const;
  });
  const [first] = arrays;
  if (!first)
    throw new InferenceError('table', 'holds no arrays', { file: name, hint: 'write it with numpy.savez' });
  const rows = first[1].shape[0] ?? 0;
  const odd = arrays.find(([, { shape }]) => shape.length === 0 || shape[0] !== rows);
  if (odd)
    throw new InferenceError(
      'table',
      `array ${JSON.stringify(odd[0])} has ${odd[1].shape[0] ?? 'no'} rows, ${JSON.stringify(first[0])} has ${rows}`,
      { file: name, hint: 'all arrays need a row for each record' },
    );
  return tableOf(name, new Map(arrays.flatMap(columnsOf)), rows, null, new Map(arrays.flatMap(rowArrayOf)));
}

function unpack(bytes: Uint8Array, name: string): Record<string, Uint8Array> {
  let size = 0;
  let files: Record<string, Uint8Array>;
  try {
    // Not fflate's asynchronous form: it starts workers from blobs, which the site's policy refuses.
    files = unzipSync(bytes, {
      filter: ({ originalSize }) => {
        size += originalSize;
        return size <= largestArchive;
      },
    });
  } catch (cause) {
    throw new InferenceError('table', 'not a NumPy archive, or damaged', {
      file: name,
      hint: 'write it with numpy.savez',
      cause,
    });
  }
  if (size > largestArchive)
    throw new InferenceError('table', 'more than 1 GiB when unpacked', { file: name });
  return files;
}

function columnsOf([name, array]: readonly [string, NpyArray]): [string, Cell[]][] {
  const [rows = 0, width = 1] = array.shape;
  if (array.shape.length > 2) return [];
  const cells = (column: number): Cell[] =>
    Array.from({ length: rows }, (_, row) => cellOf(array, row * width + column));
  if (array.shape.length === 1) return [[name, cells(0)]];
  return Array.from({ length: width }, (_, column) => [`${name}.${column}`, cells(column)]);
}

function cellOf({ values, type }: NpyArray, index: number): Cell {
  const value = values[index] ?? null;
  if (type === 'bool') return value === 1;
  if (typeof value === 'bigint') {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : value.toString();
  }
  return typeof value === 'number' && Number.isNaN(value) ? null : value;
}

function rowArrayOf([name, { shape, type, values }]: readonly [string, NpyArray]): [string, RowArray][] {
  if (shape.length < 2) return [];
  const numbers =
    values instanceof BigInt64Array || values instanceof BigUint64Array
      ? Float64Array.from(values, Number)
      : values;
  return [[name, { shape: shape.slice(1), type, values: numbers as RowArray['values'] }]];
}

/** The arrays of an archive in words, for messages. */
export function arrayNames({ arrays }: Table): string {
  return listed([...arrays].map(([name, { shape }]) => `${name} [N, ${shape.join(', ')}]`));
}
