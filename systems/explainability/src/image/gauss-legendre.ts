/** A rule for an integral from 0 to 1: the sum of `weights[i]` · f(`points[i]`). */
export interface Quadrature {
  readonly points: Float64Array;
  readonly weights: Float64Array;
}

/**
 * Gauss–Legendre quadrature on [0, 1], exact for polynomials of degree 2n − 1. The points are the roots of the Legendre
 * polynomial, found by Newton's method from Tricomi's first guess; the weights 2 / ((1 − x²) P′(x)²) (Abramowitz and Stegun
 * 1964, 25.4.29 and 25.4.30). As numpy's `leggauss`, moved from [−1, 1].
 *
 * @param n points, at least 1
 */
export function gaussLegendre(n: number): Quadrature {
  const points = new Float64Array(n);
  const weights = new Float64Array(n);
  for (let place = 0; place < Math.ceil(n / 2); place++) {
    let x = Math.cos((Math.PI * (place + 0.75)) / (n + 0.5));
    let slope = 1;
    for (let step = 0; step < 100; step++) {
      const legendre = legendreAt(n, x);
      slope = legendre.slope;
      const move = legendre.value / slope;
      x -= move;
      if (Math.abs(move) < 1e-15) break;
    }
    // The rule is symmetric: the largest root belongs at the end, its mirror image at the start.
    const weight = 1 / ((1 - x * x) * slope * slope);
    [points[place], points[n - 1 - place]] = [(1 - x) / 2, (1 + x) / 2];
    [weights[place], weights[n - 1 - place]] = [weight, weight];
  }
  return { points, weights };
}

/** The Legendre polynomial of degree n and its derivative, by Bonnet's recursion. */
function legendreAt(n: number, x: number): { value: number; slope: number } {
  let [before, value] = [0, 1];
  for (let degree = 1; degree <= n; degree++)
    [before, value] = [value, ((2 * degree - 1) * x * value - (degree - 1) * before) / degree];
  return { value, slope: (n * (x * value - before)) / (x * x - 1) };
}
