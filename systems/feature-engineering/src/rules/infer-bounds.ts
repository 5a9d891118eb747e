import { extent } from '@modelfolio/statistics/extent';
import { quantile, sortedNumbers } from '@modelfolio/statistics/quantiles';
import type { CheckInput } from './check.ts';
import { meanMeasure, stdMeasure, type Measure } from './measure.ts';
import { orderText } from '../frame/order-text.ts';

/** How wide what is learnt is to be. */
export interface Margins {
  deviations: number;
  rangeMargin: number;
  /** Whether there are enough values to know their distribution. */
  isKnown: boolean;
  /** Rows of the data to come, for each row that there is. */
  batchShare: number;
}

const quartiles = [0.25, 0.5, 0.75];
const commonest = 10;

/** Most missing values. */
export function missingBound(missing: number, rows: number, margins: Margins): CheckInput {
  const share = missing / rows;
  const max = Math.min(1, share + shareError(share, rows, margins));
  return { kind: 'max_missing_share', max: tidy(max, share), severity: 'warning' };
}

/** The range of numbers, and what their distribution is like. */
export function numberBounds(values: Float64Array, isInteger: boolean, margins: Margins): CheckInput[] {
  const range = rangeBound(values, isInteger, margins.rangeMargin);
  return margins.isKnown ? [...range, ...distributionBounds(values, margins)] : range;
}

function rangeBound(values: Float64Array, isInteger: boolean, margin: number): CheckInput[] {
  const { min, max } = extent(values);
  const wider = margin * (max - min);
  const [low, high] = isInteger
    ? [Math.floor(min - wider), Math.ceil(max + wider)]
    : [tidy(min - wider, min), tidy(max + wider, max)];
  // What was never negative stays so. A width that is no number widens nothing. Never -0, which JSON does not keep.
  const least = (Number.isFinite(low) ? Math.max(low, min >= 0 ? 0 : low) : min) + 0;
  const most = (Number.isFinite(high) ? Math.min(high, max <= 0 ? 0 : high) : max) + 0;
  if (Number.isFinite(least) && Number.isFinite(most)) return [{ kind: 'in_range', min: least, max: most }];
  if (Number.isFinite(least)) return [{ kind: 'ge', value: least }];
  return Number.isFinite(most) ? [{ kind: 'le', value: most }] : [];
}

function distributionBounds(values: Float64Array, margins: Margins): CheckInput[] {
  const sorted = sortedNumbers(values);
  const count = sorted.length;
  const [mean, std] = [meanMeasure(), stdMeasure()].map((measure) => figureOf(measure, values)) as [
    number,
    number,
  ];
  const fourth = figureOf(
    meanMeasure(),
    values.map((value) => (value - mean) ** 4),
  );
  const kept = standardError(1, count, margins);
  const meanError = std * kept;
  const stdError = std === 0 ? 0 : (Math.sqrt(Math.max(0, fourth - std ** 4)) / (2 * std)) * kept;
  return [
    ...between({ kind: 'mean_between' }, mean, mean - meanError, mean + meanError),
    ...between({ kind: 'std_between' }, std, Math.max(0, std - stdError), std + stdError),
    ...quartiles.flatMap((q) => {
      const away = shareError(q, count, margins);
      const [low, high] = [quantile(sorted, Math.max(0, q - away)), quantile(sorted, Math.min(1, q + away))];
      return between({ kind: 'quantile_between', q }, quantile(sorted, q), low, high);
    }),
  ];
}

type Between = { kind: 'mean_between' | 'std_between' } | { kind: 'quantile_between'; q: number };

/** A warning outside bounds, of which infinite ones are left out; none where no figure can be had. */
function between(check: Between, found: number, low: number, high: number): CheckInput[] {
  if ([found, low, high].some(Number.isNaN)) return [];
  const [least, most] = [tidy(Math.min(low, found), found), tidy(Math.max(high, found), found)];
  const bounds = {
    ...(Number.isFinite(least) && { min: least }),
    ...(Number.isFinite(most) && { max: most }),
  };
  return Object.keys(bounds).length > 0 ? [{ ...check, ...bounds, severity: 'warning' }] : [];
}

/** The categories, and the shares of the commonest of them. */
export function categoryBounds(
  counts: ReadonlyMap<string, number>,
  present: number,
  margins: Margins,
): CheckInput[] {
  const values = [...counts.keys()].sort(orderText);
  const known: CheckInput = { kind: 'isin', values };
  if (!margins.isKnown) return [known];
  const common = [...counts].sort(([one, first], [other, second]) => second - first || orderText(one, other));
  const shares = common.slice(0, commonest).map(([category, count]): CheckInput => {
    const share = count / present;
    const away = shareError(share, present, margins);
    const [min, max] = [tidy(Math.max(0, share - away), share), tidy(Math.min(1, share + away), share)];
    return { kind: 'category_share_between', category, min, max, severity: 'warning' };
  });
  return [known, ...shares];
}

/** Standard errors of a difference between a figure of these values and one of those to come. */
const standardError = (std: number, count: number, { deviations, batchShare }: Margins): number =>
  deviations * std * Math.sqrt(1 / count + 1 / (count * batchShare));

const shareError = (share: number, count: number, margins: Margins): number =>
  standardError(Math.sqrt(share * (1 - share)), count, margins);

function figureOf(measure: Measure, values: Float64Array): number {
  measure.add(values);
  return measure.result().found;
}

/** A bound with few digits, if that moves it by a hundredth of its distance from what was found, or less. */
function tidy(bound: number, found: number): number {
  const short = Number(bound.toPrecision(6));
  return (Math.abs(short - bound) <= Math.abs(found - bound) / 100 ? short : bound) + 0;
}
