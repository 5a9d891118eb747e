/**
 * Merges the scores of positive and negative rows: the distinct scores, and how many rows lie below each. Both arrays are
 * sorted in place; numbers sort natively, pairs would not.
 */
export function rowsBelow(
  positives: Float64Array,
  negatives: Float64Array,
): { scores: Float64Array; rowsBelow: Uint32Array; positivesBelow: Uint32Array } {
  positives.sort();
  negatives.sort();
  const most = positives.length + negatives.length;
  const scores = new Float64Array(most);
  const below = new Uint32Array(most + 1);
  const positivesBelow = new Uint32Array(most + 1);
  let [distinct, positive, negative] = [0, 0, 0];
  while (positive + negative < most) {
    const score = Math.min(positives[positive] ?? Infinity, negatives[negative] ?? Infinity);
    while (positives[positive] === score) positive++;
    while (negatives[negative] === score) negative++;
    scores[distinct++] = score;
    below[distinct] = positive + negative;
    positivesBelow[distinct] = positive;
  }
  return {
    scores: scores.slice(0, distinct),
    rowsBelow: below.slice(0, distinct + 1),
    positivesBelow: positivesBelow.slice(0, distinct + 1),
  };
}
