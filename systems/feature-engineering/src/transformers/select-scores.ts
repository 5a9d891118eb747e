import { z } from 'zod';
import { FeaturesError } from '../features-error.ts';
import type { Frame } from '../frame/frame.ts';
import { scaleOrOne } from './scale-or-one.ts';
import {
  informationOfClasses,
  informationOfNumbers,
  informationOfTable,
} from '../numeric/mutual-information.ts';
import { mostSeed, NumpyRandom } from '@modelfolio/statistics/numpy-random';
import { pairwiseSum } from '@modelfolio/statistics/pairwise-sum';
import { chiSquared, lineRatio, varianceRatio } from '../numeric/univariate-scores.ts';
import { numberColumns, refuseInfinities, refuseMissing, stateNumbers, type Target } from './transformer.ts';

/** How columns are scored: params of all that select by scores. */
export const scoreParams = {
  scoreFunc: z
    .enum(['f_classif', 'f_regression', 'chi2', 'mutual_info_classif', 'mutual_info_regression'])
    .default('f_classif'),
  /** For mutual information, which columns hold classes: all, none (`auto` too), or those of these names. */
  discreteFeatures: z.union([z.literal('auto'), z.boolean(), z.array(z.string())]).default('auto'),
  nNeighbors: z.int().min(1).default(3),
  /** Seed of the noise that mutual information adds to numbers so that none are equal. */
  randomState: z.int().min(0).max(mostSeed).default(0),
};
const given = z.strictObject(scoreParams);
export type ScoreParams = z.infer<typeof given>;

/** What a selection learns: a score for each column, and the names of those that stay. */
export const selection = z.strictObject({
  scores: stateNumbers,
  kept: z.array(z.string()),
});

/**
 * A score for each column: how much it tells of the target. NaN where there is none.
 *
 * @param kind for messages
 * @throws FeaturesError for a missing or infinite value, or a target that is missing or of the wrong type
 */
export function scoresOf(kind: string, frame: Frame, params: ScoreParams, target: Target | null): number[] {
  refuseInfinities(frame);
  refuseMissing(frame, kind);
  const values = neededTarget(kind, frame, target);
  switch (params.scoreFunc) {
    case 'f_classif':
    case 'chi2': {
      const codes = codesOf(values);
      if (params.scoreFunc === 'f_classif')
        return numberColumns(frame).map((column) => varianceRatio(column.values, codes));
      refuseNegative(frame);
      return numberColumns(frame).map((column) => chiSquared(column.values, codes));
    }
    case 'f_regression': {
      const numbers = numericTarget(values);
      return numberColumns(frame).map((column) => lineRatio(column.values, numbers));
    }
    default: {
      const scores = information(frame, params, values);
      const alone = frame.columns[scores.findIndex(Number.isNaN)];
      if (alone === undefined) return scores;
      throw new FeaturesError('fit-impossible', 'classes of one row each tell nothing of numbers', {
        column: alone.name,
        hint: 'see discreteFeatures, and whether the target has classes',
      });
    }
  }
}

/** A target is a column of classes or, for regression, of numbers. */
type TargetValues = Target['values'];

/**
 * Mutual information of each column and the target: scikit-learn's `_estimate_mi`, with the same noise for the same seed.
 * Numbers are scaled to a standard deviation of 1 and moved by about 1e-10 of their size.
 */
function information(
  frame: Frame,
  { scoreFunc, discreteFeatures, nNeighbors, randomState }: ScoreParams,
  target: TargetValues,
): number[] {
  const columns = numberColumns(frame);
  const isListed = listedOf(discreteFeatures, columns);
  const continuous = columns.filter(({ name }) => !isListed(name));
  const isRegression = scoreFunc === 'mutual_info_regression';
  if (isRegression && continuous.length > 0 && nNeighbors >= frame.rows)
    throw new FeaturesError('fit-impossible', `${frame.rows} rows have no ${nNeighbors} neighbours each`, {
      hint: 'lower nNeighbors',
    });
  const random = new NumpyRandom(randomState);
  // One row after the other, as numpy fills its table.
  const noises = continuous.map(() => new Float64Array(frame.rows));
  for (let row = 0; row < frame.rows; row++) for (const noise of noises) noise[row] = random.normal();
  const numbers = new Map(
    continuous.map(({ name, values }, at) => [
      name,
      withNoise(values, scaleOrOne(deviation(values)), noises[at] as Float64Array),
    ]),
  );
  if (!isRegression) {
    const codes = codesOf(target);
    return columns.map(({ name, values }) => {
      const noisy = numbers.get(name);
      return noisy
        ? informationOfClasses(noisy, codes, nNeighbors)
        : informationOfTable(codesOf(values), codes);
    });
  }
  const plain = numericTarget(target);
  const noisyTarget = withNoise(
    plain,
    deviation(plain) || 1,
    Float64Array.from(plain, () => random.normal()),
  );
  return columns.map(({ name, values }) => {
    const noisy = numbers.get(name);
    return noisy
      ? informationOfNumbers(noisy, noisyTarget, nNeighbors)
      : informationOfClasses(noisyTarget, codesOf(values), nNeighbors);
  });
}

function listedOf(
  discrete: ScoreParams['discreteFeatures'],
  columns: readonly { name: string }[],
): (name: string) => boolean {
  if (!Array.isArray(discrete)) return () => discrete === true;
  const unknown = discrete.find((name) => columns.every((column) => column.name !== name));
  if (unknown !== undefined)
    throw new FeaturesError('column-missing', 'discreteFeatures names it, it is not there', {
      column: unknown,
    });
  return (name) => discrete.includes(name);
}

function withNoise(values: Float64Array, scale: number, noise: Float64Array): Float64Array {
  const scaled = values.map((value) => value / scale);
  const size = Math.max(1, pairwiseSum(scaled.map(Math.abs)) / scaled.length);
  return scaled.map((value, row) => value + 1e-10 * size * (noise[row] as number));
}

/** Standard deviation as numpy's `nanstd` has it, to the last bit: which of two distances is the smaller may hang on it. */
function deviation(values: Float64Array): number {
  const mean = pairwiseSum(values) / values.length;
  const squares = values.map((value) => (value - mean) * (value - mean));
  return Math.sqrt(pairwiseSum(squares) / values.length);
}

function neededTarget(kind: string, { rows }: Frame, target: Target | null): TargetValues {
  if (target === null)
    throw new FeaturesError('fit-impossible', `${kind} needs the target`, { hint: 'name its column' });
  const { values } = target;
  if (values.length !== rows)
    throw new FeaturesError('frame-invalid', `the target has ${values.length} values for ${rows} rows`);
  const row = [...values].findIndex((value) => typeof value === 'number' && !Number.isFinite(value));
  if (row >= 0)
    throw new FeaturesError('value-invalid', `the target is ${values[row]}`, {
      row: row + 1,
      hint: 'leave such rows out',
    });
  return values;
}

function numericTarget(values: TargetValues): Float64Array {
  const row = [...values].findIndex((value) => typeof value !== 'number');
  if (row >= 0)
    throw new FeaturesError('fit-impossible', `the target is ${JSON.stringify(values[row])}, not a number`, {
      row: row + 1,
      hint: 'for classes, take mutual_info_classif or f_classif',
    });
  return Float64Array.from(values as ArrayLike<number>);
}

/** A number for each distinct value. */
function codesOf(values: TargetValues): Int32Array {
  const codes = new Map<string | number, number>();
  return Int32Array.from(Array.from<string | number>(values), (value) => {
    const known = codes.get(value) ?? codes.size;
    if (known === codes.size) codes.set(value, known);
    return known;
  });
}

function refuseNegative(frame: Frame): void {
  for (const { name, values } of numberColumns(frame)) {
    const row = values.findIndex((value) => value < 0);
    if (row >= 0)
      throw new FeaturesError('value-invalid', `chi2 takes no negative values, this is ${values[row]}`, {
        column: name,
        row: row + 1,
      });
  }
}
