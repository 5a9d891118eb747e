import { tensorOf, type Tensor } from '@modelfolio/inference';
import type { TensorSignature } from '@modelfolio/schemas';
import { ModelfolioError } from '../modelfolio-error.ts';

/** A picture of 4,000 × 4,000 in colour, and no more. */
const mostValues = 1e8;

/** Rows of zeros and empty texts for a graph's inputs; open dimensions are one long. */
export function blankFeeds(
  { inputs }: { inputs: readonly TensorSignature[] },
  rows: number,
): Record<string, Tensor> {
  return Object.fromEntries(
    inputs.map(({ name, type, shape }) => {
      const row = shape.slice(1).map((size) => (typeof size === 'number' ? size : 1));
      const size = row.reduce((product, length) => product * length, rows);
      if (size > mostValues)
        throw new ModelfolioError(
          'signature-unsupported',
          `input \`${name}\` takes ${size / rows} values a row`,
          {
            hint: 'export a model of smaller rows',
          },
        );
      const values = Array.from({ length: size }, () => (type === 'string' ? '' : 0));
      return [name, tensorOf(type, values, [rows, ...row])];
    }),
  );
}
