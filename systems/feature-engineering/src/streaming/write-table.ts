import { FeaturesError } from '../features-error.ts';
import type { Column, Frame } from '../frame/frame.ts';
import { tellingDisk } from '../store/disk-failure.ts';
import { realStreamEffects, type StreamEffects } from './stream-effects.ts';

/** So many rows are made text at once. */
const rowsAtOnce = 4096;

/**
 * Writes rows as CSV (RFC 4180), tab-separated where the name ends in `.tsv`: numbers as short as they come back the same, missing
 * values as blanks. A file is written beside its place and put there when it is whole: whatever happens, the old one is there
 * or the new one.
 *
 * @param path `-` for standard output, which gets rows as they come
 * @param options.names the columns, which a file of no rows has too
 * @returns number of rows
 * @throws FeaturesError for the name of another kind of file, or when the disk refuses
 */
export async function writeTable(
  path: string,
  frames: AsyncIterable<Frame> | Iterable<Frame>,
  { names, signal }: { names?: readonly string[]; signal?: AbortSignal | undefined } = {},
  effects: StreamEffects = realStreamEffects,
): Promise<number> {
  const delimiter = delimiterFor(path);
  const file = await tellingDisk(() =>
    path === '-' ? Promise.resolve(effects.standardOutput()) : effects.create(path),
  );
  try {
    let rows = 0;
    for await (const text of tableText(frames, delimiter, names)) {
      signal?.throwIfAborted();
      await tellingDisk(() => file.write(Buffer.from(text.text)));
      rows = text.rows;
    }
    await tellingDisk(() => file.finish());
    return rows;
  } catch (error) {
    await file.discard();
    throw error;
  }
}

function delimiterFor(path: string): string {
  if (path === '-' || /\.(?:csv|txt)$/i.test(path)) return ',';
  if (/\.tsv$/i.test(path)) return '\t';
  throw new FeaturesError('usage', 'no name for a table that can be written', {
    file: path,
    hint: 'writes .csv and .tsv',
  });
}

/** The text of a table in parts, with the number of rows up to the end of each. */
async function* tableText(
  frames: AsyncIterable<Frame> | Iterable<Frame>,
  delimiter: string,
  names: readonly string[] | undefined,
): AsyncGenerator<{ text: string; rows: number }> {
  const isSpecial = new RegExp(`["\\r\\n${delimiter}]`);
  const word = (text: string): string =>
    text === '' || isSpecial.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  const header = (columns: readonly string[]): string => `${columns.map(word).join(delimiter)}\n`;
  let rows = 0;
  let isBegun = false;
  for await (const { rows: count, columns } of frames) {
    if (!isBegun) yield { text: header(columns.map(({ name }) => name)), rows };
    isBegun = true;
    // A line without any letter is no row to whoever reads it.
    const missing = columns.length === 1 ? 'NaN' : '';
    const cells = columns.map((column) => cellText(column, word, missing));
    for (let from = 0; from < count; from += rowsAtOnce) {
      const to = Math.min(from + rowsAtOnce, count);
      let text = '';
      for (let row = from; row < to; row++) {
        for (let at = 0; at < cells.length; at++) text += (at === 0 ? '' : delimiter) + cells[at]?.(row);
        text += '\n';
      }
      yield { text, rows: rows + to };
    }
    rows += count;
  }
  if (!isBegun && names) yield { text: header(names), rows };
}

function cellText(column: Column, word: (text: string) => string, missing: string): (row: number) => string {
  if (column.type === 'text')
    return (row) => {
      const text = column.values[row];
      return text == null ? missing && '""' : word(text);
    };
  return (row) => {
    const number = column.values[row] as number;
    if (Number.isNaN(number)) return missing;
    if (Object.is(number, -0)) return '-0';
    return Number.isFinite(number) ? String(number) : number > 0 ? 'inf' : '-inf';
  };
}
