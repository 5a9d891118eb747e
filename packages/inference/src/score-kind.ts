/** What a graph's numbers for classes are, as far as they tell. */
export type ScoreKind =
  /** Something lies outside of 0 to 1: logits, margins, distances. */
  | 'scores'
  /** From 0 to 1; a row sums to 1, or is one number. */
  | 'probabilities'
  /** From 0 to 1, and a row sums to anything: an answer for each column, not one class of them. */
  | 'separate';

/** What float32 leaves of a sum of probabilities. */
const slack = 1e-3;

/**
 * What the numbers that a graph gives for classes are, before any activation that card.yaml names.
 *
 * @param numbers row after row
 * @param width numbers of a row
 * @example
 * scoreKind([0.9, 0.8, 0.1, 0.2], 2); // 'separate'
 */
export function scoreKind(numbers: ArrayLike<number>, width: number): ScoreKind {
  let kind: ScoreKind = 'probabilities';
  for (let start = 0; start < numbers.length; start += width) {
    let sum = 0;
    for (let place = start; place < start + width; place++) {
      const value = numbers[place] ?? 0;
      if (value < -slack || value > 1 + slack) return 'scores';
      sum += value;
    }
    // Rows of missing values may give NaN, which tells nothing.
    if (width > 1 && Math.abs(sum - 1) > slack) kind = 'separate';
  }
  return kind;
}
