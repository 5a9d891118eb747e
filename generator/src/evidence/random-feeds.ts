import { tensorOf, wholeBounds, type Tensor } from '@modelfolio/inference';
import type { ModelManifest, TensorSignature } from '@modelfolio/schemas';
import { NumpyRandom } from '@modelfolio/statistics/numpy-random';
import { ModelfolioError } from '../modelfolio-error.ts';

/** As much as a thousand pictures of 256 × 256 in colour. */
const mostValues = 2e8;

/**
 * Made-up rows for a model that is judged on none: numbers spread evenly over what the manifest says that a pixel or a
 * column holds, else from -1 to 1 (whole ones from 0 to 9), texts that are empty. Open dimensions are one long.
 *
 * @throws ModelfolioError `signature-unsupported` for rows that are too large to make up
 */
export function randomFeeds(
  { inputs, input }: Pick<ModelManifest, 'inputs' | 'input'>,
  rows: number,
  seed: number,
): Record<string, Tensor> {
  const random = new NumpyRandom(seed);
  return Object.fromEntries(
    inputs.map((signature) => {
      const row = signature.shape.slice(1).map((size) => (typeof size === 'number' ? size : 1));
      const width = row.reduce((product, size) => product * size, 1);
      if (rows * width > mostValues)
        throw new ModelfolioError(
          'signature-unsupported',
          `input \`${signature.name}\` takes ${width} values a row`,
          {
            hint: 'give rows to judge it on',
          },
        );
      const bounds = Array.from({ length: width }, (_, place) => boundsOf(signature, input, place));
      const isWhole = wholeBounds[signature.type] !== null;
      const values = Array.from({ length: rows * width }, (_, at) => {
        const [lower, upper] = bounds[at % width] ?? [0, 1];
        if (signature.type === 'string') return '';
        if (signature.type === 'bool') return Math.round(random.share());
        const number = lower + random.share() * (upper - lower);
        return isWhole ? Math.round(number) : number;
      });
      return [signature.name, tensorOf(signature.type, values, [rows, ...row])];
    }),
  );
}

/** Least and greatest value at a place of a row. */
function boundsOf(
  { name, type }: TensorSignature,
  input: ModelManifest['input'],
  place: number,
): readonly [number, number] {
  if (input.kind === 'image' && input.input === name) return input.range;
  if (input.kind === 'tabular') {
    const own = input.columns.filter((column) => column.input === name);
    const column = own.find(({ index }, at) => (index ?? at) === place);
    if (column?.range) return column.range;
  }
  return wholeBounds[type] === null ? [-1, 1] : [0, 9];
}
