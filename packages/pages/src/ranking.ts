import { argmaxRow } from '@modelfolio/statistics/argmax-row';

export type Ranked = { index: number; name: string; probability: number };

/**
 * Classes by falling probability; equal ones keep the order of the classes.
 *
 * @param probabilities `[classes]`
 */
export function ranking(probabilities: ArrayLike<number>, classes: readonly string[]): Ranked[] {
  return classes
    .map((name, index) => ({ index, name, probability: probabilities[index] ?? 0 }))
    .toSorted((a, b) => b.probability - a.probability || a.index - b.index);
}

export type Agreement = {
  /** Largest absolute difference between two probabilities of the same class. */
  maxDifference: number;
  sameAnswer: boolean;
};

/** How far two runtimes' probabilities `[classes]` for the same image are apart. */
export function agreement(a: ArrayLike<number>, b: ArrayLike<number>): Agreement {
  let maxDifference = 0;
  for (let column = 0; column < a.length; column++)
    maxDifference = Math.max(maxDifference, Math.abs((a[column] ?? 0) - (b[column] ?? 0)));
  return { maxDifference, sameAnswer: argmaxRow(a, 0, a.length) === argmaxRow(b, 0, b.length) };
}
