import { FeaturesError } from '../features-error.ts';
import type { ColumnTypes } from '../frame/from-table.ts';
import type { StreamProgress } from './row-source.ts';

/** How rows are to be read. */
export interface RowsOptions {
  /** What columns are to be read as, from a fitted transformer; those not named are found out. */
  types?: ColumnTypes | undefined;
  /** The columns to read; all of them by default. */
  only?: readonly string[] | undefined;
  /** Rows in a frame, but for the last; 65,536 by default. */
  batchRows: number;
  /** Bytes of text that are read at once; 512 KiB by default. */
  blockBytes: number;
  delimiter?: string | undefined;
  progress?: ((done: StreamProgress) => void) | undefined;
  signal?: AbortSignal | undefined;
}

/**
 * The columns of a file that are to be read, in the file's order.
 *
 * @throws FeaturesError `column-missing` naming all that are not there
 */
export function columnsToRead(
  file: string,
  names: readonly string[],
  only: readonly string[] | undefined,
): string[] {
  if (!only) return [...names];
  refuseAbsent(file, names, only);
  return names.filter((name) => only.includes(name));
}

/** @throws FeaturesError `column-missing` naming all columns that are wanted and not there */
export function refuseAbsent(file: string, names: readonly string[], wanted: readonly string[]): void {
  const absent = wanted.filter((name) => !names.includes(name));
  if (absent.length === 0) return;
  const [first = ''] = absent;
  const reason =
    absent.length === 1
      ? 'the column is missing'
      : `${absent.length} columns are missing: ${absent.map((name) => JSON.stringify(name)).join(', ')}`;
  throw new FeaturesError('column-missing', reason, {
    file,
    column: absent.length === 1 ? first : undefined,
    hint: `there are: ${names.join(', ') || 'none'}`,
  });
}
