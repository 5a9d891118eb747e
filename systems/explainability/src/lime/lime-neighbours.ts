import { NumpyRandom } from '@modelfolio/statistics/numpy-random';
import { ExplainabilityError } from '../explainability-error.ts';
import { matrixOf, type Matrix } from '../matrix.ts';
import { binOf, type LimeCategories, type LimeNumbers, type LimeStatistics } from './lime-statistics.ts';
import { truncatedNormal } from '@modelfolio/statistics/truncated-normal';

/** Rows around the one to explain, which is the first of them. */
export interface LimeNeighbours {
  /** What the model is asked about. */
  readonly rows: Matrix;
  /** 1 where a row is in the same bin, or has the same category, as the one to explain; else 0. */
  readonly same: Matrix;
  /** Euclidean distance of each row of `same` to its first. */
  readonly distances: Float64Array;
}

/** What lime adds to a bin's standard deviation. */
const leastDeviation = 1e-11;

/**
 * Draws neighbours as `LimeTabularExplainer.__data_inverse` does: each column by itself, its bins and categories by how often
 * they occur in training, a number within its bin by the truncated normal distribution of the bin.
 *
 * @throws ExplainabilityError `input` where the row or the count does not fit
 */
export function limeNeighbours(
  row: Float64Array,
  statistics: LimeStatistics,
  count: number,
  seed: number,
): LimeNeighbours {
  const columns = statistics.length;
  if (row.length !== columns)
    throw new ExplainabilityError('input', `the row has ${row.length} columns, the statistics ${columns}`);
  if (!Number.isInteger(count) || count < 2)
    throw new ExplainabilityError('input', `samples: ${count}, expected a whole number from 2`);
  const random = new NumpyRandom(seed);
  const rows = matrixOf(count, columns);
  const same = matrixOf(count, columns);
  statistics.forEach((column, at) => {
    checkColumn(column, at);
    const own = row[at] as number;
    const ownBin = placeOf(column, own);
    const bounds = cumulative(column);
    rows.values[at] = own;
    same.values[at] = 1;
    for (let sample = 1; sample < count; sample++) {
      const bin = drawBin(bounds, random);
      rows.values[sample * columns + at] = drawValue(column, bin, random);
      same.values[sample * columns + at] = bin === ownBin ? 1 : 0;
    }
  });
  const distances = Float64Array.from({ length: count }, (_, sample) => {
    const signs = same.values.subarray(sample * columns, (sample + 1) * columns);
    return Math.sqrt(columns - signs.reduce((sum, sign) => sum + sign, 0));
  });
  return { rows, same, distances };
}

/** Place of a value among the bins, with missing as the last; −1 for a category that training rows do not have. */
function placeOf(column: LimeNumbers | LimeCategories, value: number): number {
  if (Number.isNaN(value)) return column.shares.length;
  return column.kind === 'number' ? binOf(column.edges, value) : column.codes.indexOf(value);
}

/** Running sum of the shares, missing last. */
function cumulative({ shares, missing }: LimeNumbers | LimeCategories): Float64Array {
  let sum = 0;
  return Float64Array.from([...shares, missing], (share) => (sum += share));
}

function drawBin(bounds: Float64Array, random: NumpyRandom): number {
  const at = random.share() * (bounds.at(-1) as number);
  return bounds.findIndex((bound) => at < bound);
}

function drawValue(column: LimeNumbers | LimeCategories, bin: number, random: NumpyRandom): number {
  if (bin === column.shares.length) return Number.NaN;
  if (column.kind === 'category') return column.codes[bin] as number;
  const [mean, deviation] = [column.means[bin] as number, column.deviations[bin] as number];
  const [low, high] = [column.lows[bin] as number, column.highs[bin] as number];
  return truncatedNormal(random, Math.min(high, Math.max(low, mean)), deviation + leastDeviation, low, high);
}

function checkColumn(column: LimeNumbers | LimeCategories, at: number): void {
  const sum = column.shares.reduce((total, share) => total + share, column.missing);
  if (!(Math.abs(sum - 1) < 1e-6))
    throw new ExplainabilityError('input', `statistics of column ${at}: shares add up to ${sum}, expected 1`);
  if (column.kind === 'category') return;
  column.shares.forEach((share, bin) => {
    const [low, high] = [column.lows[bin] as number, column.highs[bin] as number];
    const [mean, deviation] = [column.means[bin] as number, column.deviations[bin] as number];
    // Otherwise a draw between the bounds may take for ever.
    const most = Math.sqrt(Math.max(0, (mean - low) * (high - mean)));
    const rounding = 1e-6 * Math.max(Math.abs(low), Math.abs(high));
    if (share > 0 && !(deviation <= most * (1 + 1e-6) + rounding))
      throw new ExplainabilityError(
        'input',
        `statistics of column ${at}, bin ${bin}: no values from ${low} to ${high} have mean ${mean} and deviation ${deviation}`,
      );
  });
}
