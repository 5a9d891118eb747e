/** Σ (t³ − t) over the sizes of groups of equal ranks: what ties take from the variance of sums of ranks. */
export function tieSum(ranks: Float64Array): number {
  const sorted = ranks.toSorted();
  let sum = 0;
  for (let from = 0; from < sorted.length;) {
    let to = from + 1;
    while (sorted[to] === sorted[from]) to++;
    const size = to - from;
    sum += size ** 3 - size;
    from = to;
  }
  return sum;
}
