import { tensorOf, type Tensor } from '@modelfolio/inference';
import type { TensorSignature } from '@modelfolio/schemas';

/** Rows of zeros and empty texts for a graph's inputs; open dimensions are one long. */
export function blankFeeds(
  { inputs }: { inputs: readonly TensorSignature[] },
  rows: number,
): Record<string, Tensor> {
  return Object.fromEntries(
    inputs.map(({ name, type, shape }) => {
      const row = shape.slice(1).map((size) => (typeof size === 'number' ? size : 1));
      const size = row.reduce((product, length) => product * length, rows);
      const values = Array.from({ length: size }, () => (type === 'string' ? '' : 0));
      return [name, tensorOf(type, values, [rows, ...row])];
    }),
  );
}
