import { inOrder } from './metric-points.ts';
import type { MlflowPoint } from './mlflow-run.ts';

/**
 * Histories on their way from one process to another: one array of doubles for a whole run, since thousands of small ones
 * take longer to send than to read.
 */
export interface PackedHistories {
  readonly keys: readonly { readonly key: string; readonly points: number; readonly isTimed: boolean }[];
  /** For each key its steps, then its values, then its timestamps where it has them. */
  readonly numbers: Float64Array;
}

/** The points of each key in their order, packed. */
export function packHistories(
  histories: readonly (readonly [key: string, points: readonly MlflowPoint[]])[],
): PackedHistories {
  const ordered = histories.map(([key, given]) => {
    const points = inOrder(given);
    return { key, points, isTimed: points.every(({ timestamp }) => timestamp !== null) };
  });
  const size = ordered.reduce((sum, { points, isTimed }) => sum + points.length * (isTimed ? 3 : 2), 0);
  const numbers = new Float64Array(size);
  let at = 0;
  for (const { points, isTimed } of ordered) {
    for (const { step } of points) numbers[at++] = step;
    for (const { value } of points) numbers[at++] = value;
    if (isTimed) for (const { timestamp } of points) numbers[at++] = timestamp ?? 0;
  }
  return {
    keys: ordered.map(({ key, points, isTimed }) => ({ key, points: points.length, isTimed })),
    numbers,
  };
}
