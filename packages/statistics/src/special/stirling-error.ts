/** B₂ₖ / (2k(2k − 1)) of Bernoulli's numbers, from k = 1. */
const factors = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156, -3617 / 122400];

/**
 * What Stirling's formula lacks: `log Γ(n + 1) − (n + ½) log n + n − ½ log 2π`, which tends to 1/12n. Formulas written with
 * it have no large logarithms that cancel (Loader 2000, "Fast and accurate computation of binomial probabilities"). Its
 * asymptotic series (DLMF 5.11.1) from 10, below that its own recurrence.
 *
 * @param n above 0
 */
export function stirlingError(n: number): number {
  let sum = 0;
  let at = n;
  for (; at < 10; at++) sum += (at + 0.5) * Math.log1p(1 / at) - 1;
  const square = at * at;
  let series = 0;
  for (let k = factors.length - 1; k >= 0; k--) series = series / square + (factors[k] as number);
  return sum + series / at;
}
