import type { OpenedRows } from '../streaming/open-rows.ts';
import { openRows } from '../streaming/open-rows.ts';
import { readFailure } from '../streaming/read-failure.ts';
import type { StreamProgress } from '../streaming/row-source.ts';
import type { RowsOptions } from '../streaming/rows-options.ts';
import type { Effects } from './effects.ts';

const words: Readonly<Record<StreamProgress['step'], string>> = {
  types: 'finding types',
  fit: 'fitting',
  transform: 'transforming',
};

/** Opens the rows of a file, uses them, and closes them whatever happens. */
export async function withRows<T>(
  path: string,
  effects: Effects,
  options: Pick<RowsOptions, 'types' | 'only'>,
  use: (rows: OpenedRows) => Promise<T>,
): Promise<T> {
  const rows = await opened(path, effects, options);
  try {
    return await use(rows);
  } finally {
    await rows.close();
  }
}

async function opened(
  path: string,
  effects: Effects,
  options: Pick<RowsOptions, 'types' | 'only'>,
): Promise<OpenedRows> {
  const all = { ...options, progress: progressOn(effects), signal: effects.signal };
  try {
    return await openRows(path, all, effects.streams);
  } catch (error) {
    throw readFailure(error, path);
  }
}

/** Shows how far a reading of rows is. */
export function progressOn(effects: Effects): (done: StreamProgress) => void {
  return ({ step, pass, rows, share }) => {
    const part = share === null ? '' : `, ${Math.floor(share * 100)} %`;
    effects.progress(`${words[step]}${pass > 1 ? `, reading ${pass}` : ''}: ${rows} rows${part}`);
  };
}

/** The same for a reading that has no step of its own. */
export const readingOn =
  (effects: Effects, name: string, all: number | null) =>
  (rows: number): void =>
    effects.progress(`${name}: ${rows} rows${all === null ? '' : `, ${Math.floor((rows / all) * 100)} %`}`);
