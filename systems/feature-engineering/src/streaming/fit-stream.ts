import { numberOf } from '@modelfolio/inference';
import { passesOf } from '../compose/fit-in-passes.ts';
import { KeptTarget } from '../compose/kept-rows.ts';
import { FeaturesError } from '../features-error.ts';
import { columnOf, type Column, type Frame } from '../frame/frame.ts';
import { kinds } from '../transformers/registry.ts';
import type { FittedTransformer, Target, TransformerSpec } from '../transformers/transformer.ts';
import { placedError } from './placed-error.ts';
import type { RowSource, StreamProgress } from './row-source.ts';

export interface FitStreamOptions {
  /** Column that holds what is to be predicted; it is no feature. */
  target?: string | null;
  /** What the target is taken for: classes as text, or numbers. By default what the column holds. */
  targetType?: Column['type'] | undefined;
  progress?: ((done: StreamProgress) => void) | undefined;
  signal?: AbortSignal | undefined;
}

/**
 * Fits a transformer on rows that are read a batch at a time, as often as its longest chain of steps needs: what it learns
 * is what `fit` learns from all rows at once, to the last bit. Memory does not grow with the rows for what learns from sums
 * and counts; a transformer that needs all values at once (a median, quantiles, powers, a target's means) keeps those of its own
 * columns.
 *
 * @throws FeaturesError as `fit`, and for a row that cannot be read or has no target, with file, row and column
 */
export async function fitStream(
  spec: TransformerSpec,
  source: RowSource,
  { target = null, targetType, progress, signal }: FitStreamOptions = {},
): Promise<FittedTransformer> {
  if (target !== null) refuseNoColumn(source, target);
  const columns = source.columns.filter(({ name }) => name !== target);
  const kept = new KeptTarget();
  const passes = passesOf(kinds, spec, columns, { wantsTraining: false, keepTarget: kept.keep });
  for (let pass = 1, isDone = false; !isDone; pass++) {
    let rows = 0;
    for await (const frame of source.batches()) {
      signal?.throwIfAborted();
      try {
        const batch = batchOf(frame, target, targetType);
        passes.add({ ...batch, from: rows });
        if (batch.target) kept.add(batch.target);
      } catch (error) {
        throw placedError(error, source.name, frame, rows);
      }
      rows += frame.rows;
      progress?.({ step: 'fit', pass, rows, share: source.rows === null ? null : rows / source.rows });
    }
    kept.end();
    isDone = passes.end();
  }
  return passes.learned();
}

function refuseNoColumn({ name: file, columns }: RowSource, target: string): void {
  if (columns.some(({ name }) => name === target)) return;
  throw new FeaturesError('column-missing', 'the target is missing', {
    file,
    column: target,
    hint: `there are: ${columns.map(({ name }) => name).join(', ')}`,
  });
}

function batchOf(
  frame: Frame,
  target: string | null,
  type: Column['type'] | undefined,
): { frame: Frame; target: Target | null } {
  if (target === null) return { frame, target: null };
  const columns = frame.columns.filter(({ name }) => name !== target);
  return {
    frame: { rows: frame.rows, columns },
    target: { values: targetValues(columnOf(frame, target), type) },
  };
}

/**
 * The values of a column as a target: numbers, or classes as text.
 *
 * @throws FeaturesError `value-invalid` naming the first row that has none, or none of the type
 */
export function targetValues(column: Column, type: Column['type'] = column.type): Float64Array | string[] {
  const wrong = (row: number, reason: string, hint?: string): FeaturesError =>
    new FeaturesError('value-invalid', reason, { row: row + 1, column: column.name, hint });
  const cells: readonly (string | number | null)[] | Float64Array = column.values;
  const missing = cells.findIndex((value) => value === null || Number.isNaN(value));
  if (missing >= 0) throw wrong(missing, 'the target is missing', 'leave out the rows that have none');
  if (type === 'text') return Array.from<string | number | null, string>(cells, String);
  if (column.type === 'number') return column.values;
  return Float64Array.from(column.values, (value, row) => {
    const number = numberOf(value);
    if (number !== null && !Number.isNaN(number)) return number;
    throw wrong(row, `${JSON.stringify(value)} is no number, as the target must be`);
  });
}
