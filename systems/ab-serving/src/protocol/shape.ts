import { shortened } from '@modelfolio/failures';
import { invalid } from '../errors/refusal.ts';

/** A dimension of a signature: its size, the name of one that is free, or `null`. */
export type Dimension = number | string | null;

/**
 * The shape of a tensor as a request states it.
 *
 * @throws Refusal `inference-invalid`: no array, a dimension that is negative, a fraction or too large, more elements than
 *   can be counted
 */
export function parseShape(value: unknown, pointer: string): number[] {
  if (!Array.isArray(value)) throw invalid(pointer, 'expected an array of dimensions, e.g. [1, 4]');
  const shape = value.map((size: unknown, index) => {
    if (typeof size === 'number' && Number.isSafeInteger(size) && size >= 0) return size;
    throw invalid(`${pointer}/${index}`, dimensionFault(size));
  });
  if (elementCount(shape) === null)
    throw invalid(pointer, `${shownShape(shape)} has more elements than can be counted`);
  return shape;
}

function dimensionFault(size: unknown): string {
  if (typeof size !== 'number' && typeof size !== 'bigint')
    return 'expected a dimension, a whole number from 0 on';
  return size < 0
    ? `the dimension ${size} is negative; a request states the size that its data has`
    : typeof size === 'number' && Number.isFinite(size) && !Number.isInteger(size)
      ? `the dimension ${size} is not a whole number`
      : `the dimension ${shortened(String(size))} is too large`;
}

/** The number of elements of a shape; `null` where it cannot be told exactly. */
export function elementCount(shape: readonly number[]): number | null {
  let count = 1;
  // A dimension of 0 hides none that overflow.
  for (const size of shape) {
    if (size > 0) count *= size;
    if (!Number.isSafeInteger(count)) return null;
  }
  return shape.includes(0) ? 0 : count;
}

/** A shape as a message shows it; −1 is free. */
export const shownShape = (shape: readonly Dimension[]): string =>
  shortened(`[${shape.map((size) => (typeof size === 'number' ? size : -1)).join(', ')}]`);

/** Whether a shape is one of those that a signature allows: as many dimensions, each free or the same. */
export const shapeFits = (shape: readonly number[], wanted: readonly Dimension[]): boolean =>
  shape.length === wanted.length &&
  wanted.every((size, index) => typeof size !== 'number' || size === shape[index]);
