import { fromNumber, type MetricHistory } from '@modelfolio/schemas';
import type { PackedHistories } from './packed-histories.ts';

/** Packed histories as a record has them. */
export function unpackHistories({
  keys,
  numbers,
}: PackedHistories): (readonly [key: string, history: MetricHistory])[] {
  let at = 0;
  return keys.map(({ key, points, isTimed }) => {
    const steps = slice(numbers, at, points);
    const values = slice(numbers, at + points, points);
    const timestamps = isTimed ? slice(numbers, at + 2 * points, points) : null;
    at += points * (isTimed ? 3 : 2);
    return [key, { steps, values: values.map(fromNumber), timestamps }];
  });
}

/** A plain array of some numbers; a loop, since millions of numbers come this way and an iterator takes seven times as long. */
function slice(numbers: Float64Array, from: number, count: number): number[] {
  const taken: number[] = [];
  for (let index = from; index < from + count; index++) taken.push(numbers[index] as number);
  return taken;
}
