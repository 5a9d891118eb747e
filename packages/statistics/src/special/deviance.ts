/** Terms below it, relative to the sum, change nothing. */
const smallest = 1e-17;

/**
 * `x log(x/m) + m − x`, half the deviance of a Poisson distribution of mean `m` at `x`; never negative. Near `m`, where the
 * terms cancel, by the series of Loader 2000, "Fast and accurate computation of binomial probabilities".
 *
 * @param x above 0
 * @param m above 0
 */
export function deviance(x: number, m: number): number {
  const distance = x - m;
  if (Math.abs(distance) >= 0.5 * (x + m)) {
    const ratio = x / m;
    const isDouble = ratio > 1e-300 && ratio < Infinity;
    return x * (isDouble ? Math.log(ratio) : Math.log(x) - Math.log(m)) - distance;
  }
  const v = distance / (x + m);
  const square = v * v;
  let sum = distance * v;
  let term = 2 * x * v;
  for (let odd = 3; Math.abs(term) > smallest * Math.abs(sum); odd += 2) {
    term *= square;
    sum += term / odd;
  }
  return sum;
}
