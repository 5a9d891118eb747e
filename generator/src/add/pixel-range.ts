import type { Table } from '@modelfolio/inference';
import { isFloating } from '@modelfolio/onnx';
import type { TensorSignature } from '@modelfolio/schemas';

/** Ranges that pixels are kept in, the narrowest first. */
const usual: readonly (readonly [number, number])[] = [
  [0, 1],
  [-1, 1],
  [0, 255],
];

/**
 * The range of the pixels that a model takes, by the rows it is judged on: the narrowest of the usual ones that holds them
 * all, from 0 to 255 for bytes. A page makes pixels of it.
 *
 * @returns `null` where no usual range holds them
 */
export function pixelRange(input: TensorSignature, table: Table | null): [number, number] | null {
  const array =
    table?.arrays.get(input.name) ?? (table?.arrays.size === 1 ? [...table.arrays.values()][0] : null);
  if (!array || !isFloating(input)) return [0, 255];
  let [least, most] = [Infinity, -Infinity];
  for (let index = 0; index < array.values.length; index++) {
    const value = Number(array.values[index]);
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  const found = usual.find(([low, high]) => low <= least && most <= high);
  return found ? [...found] : null;
}
