import type { Confusion } from './group-counts.ts';

/** Rates of a confusion matrix, in the order in which they are shown. */
export const rateNames = [
  'selectionRate',
  'truePositiveRate',
  'falsePositiveRate',
  'trueNegativeRate',
  'falseNegativeRate',
  'positivePredictiveValue',
  'negativePredictiveValue',
  'accuracy',
  'baseRate',
] as const;

export type RateName = (typeof rateNames)[number];

/** A share of rows. */
export interface Rate {
  /** `null` when there is no row to take a share of: undefined, not 0. */
  readonly value: number | null;
  /** Rows that the share is taken of. */
  readonly n: number;
}

/** Which counts each rate divides: of how many rows, and how many of those. */
const fractions: Record<RateName, (counts: Confusion) => [part: number, whole: number]> = {
  selectionRate: ({ tp, fp, tn, fn }) => [tp + fp, tp + fp + tn + fn],
  truePositiveRate: ({ tp, fn }) => [tp, tp + fn],
  falsePositiveRate: ({ fp, tn }) => [fp, fp + tn],
  trueNegativeRate: ({ fp, tn }) => [tn, fp + tn],
  falseNegativeRate: ({ tp, fn }) => [fn, tp + fn],
  positivePredictiveValue: ({ tp, fp }) => [tp, tp + fp],
  negativePredictiveValue: ({ tn, fn }) => [tn, tn + fn],
  accuracy: ({ tp, fp, tn, fn }) => [tp + tn, tp + fp + tn + fn],
  baseRate: ({ tp, fp, tn, fn }) => [tp + fn, tp + fp + tn + fn],
};

/** One rate; its value is `null` where fairlearn and scikit-learn say 0, when there is nothing to divide by. */
export function rateOf(counts: Confusion, name: RateName): Rate {
  const [part, n] = fractions[name](counts);
  return { value: n === 0 ? null : part / n, n };
}

/** The counts that a rate divides. */
export function rateShare(counts: Confusion, name: RateName): { successes: number; trials: number } {
  const [successes, trials] = fractions[name](counts);
  return { successes, trials };
}

/** One rate as a number, NaN when it is undefined: for arithmetic with many. */
export function rateValue(counts: Confusion, name: RateName): number {
  const [part, n] = fractions[name](counts);
  return part / n;
}

/** All rates of a confusion matrix. */
export function ratesOf(counts: Confusion): Record<RateName, Rate> {
  return Object.fromEntries(rateNames.map((name) => [name, rateOf(counts, name)])) as Record<RateName, Rate>;
}
