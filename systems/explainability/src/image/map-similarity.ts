import { rankCorrelation } from '@modelfolio/statistics/rank-correlation';

/**
 * Spearman's rank correlation of two maps over the places where at least one of them is not zero: places with nothing to
 * attribute, such as a black background, are the same in both whatever the model is. Equal values share their mean rank, as
 * in scipy's `spearmanr`.
 *
 * @returns from −1 to 1; 0 where one of the maps says the same everywhere
 */
export function rankSimilarity(one: Float32Array, other: Float32Array): number {
  const places = Array.from(one.keys()).filter((at) => one[at] !== 0 || other[at] !== 0);
  const of = (map: Float32Array): number[] => places.map((at) => map[at] as number);
  return rankCorrelation(of(one), of(other)) ?? 0;
}

/** Side of the windows that are compared, as scikit-image's default. */
const side = 7;

/**
 * Structural similarity of two maps of one channel (Wang, Bovik, Sheikh and Simoncelli 2004), each divided by its largest
 * magnitude first: mean over all 7×7 windows of
 * (2μμ′ + C₁)(2σ₁₂ + C₂) / ((μ² + μ′² + C₁)(σ² + σ′² + C₂)), with C₁ = (0.01·2)² and C₂ = (0.03·2)², as maps run from −1 to 1,
 * and sample variances: scikit-image's `structural_similarity` with `data_range=2`.
 *
 * @param one `[height, width]`, at least 7 by 7
 * @returns at most 1, for equal maps
 */
export function structuralSimilarity(
  one: Float32Array,
  other: Float32Array,
  { height, width }: { height: number; width: number },
): number {
  const [first, second] = [scaled(one), scaled(other)];
  const [c1, c2] = [0.02 ** 2, 0.06 ** 2];
  const count = side * side;
  let sum = 0;
  for (let top = 0; top + side <= height; top++)
    for (let left = 0; left + side <= width; left++) {
      let [a, b, aa, bb, ab] = [0, 0, 0, 0, 0];
      for (let row = top; row < top + side; row++)
        for (let at = row * width + left; at < row * width + left + side; at++) {
          const [x, y] = [first[at] as number, second[at] as number];
          a += x;
          b += y;
          aa += x * x;
          bb += y * y;
          ab += x * y;
        }
      const covariance = (ab - (a * b) / count) / (count - 1);
      const variances = (aa - (a * a) / count + bb - (b * b) / count) / (count - 1);
      const [mean, otherMean] = [a / count, b / count];
      sum +=
        ((2 * mean * otherMean + c1) * (2 * covariance + c2)) /
        ((mean * mean + otherMean * otherMean + c1) * (variances + c2));
    }
  return sum / ((height - side + 1) * (width - side + 1));
}

function scaled(values: Float32Array): Float64Array {
  const most = values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  return Float64Array.from(values, (value) => (most === 0 ? 0 : value / most));
}
