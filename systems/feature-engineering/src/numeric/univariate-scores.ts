import { moments } from '@modelfolio/statistics/moments';

/**
 * F statistic of the means of the classes: analysis of variance with one factor, scikit-learn's `f_classif`. NaN for a
 * column that does not vary.
 *
 * @param codes number of each value's class
 */
export function varianceRatio(values: Float64Array, codes: Int32Array): number {
  const all = moments(values);
  let [between, within, classes] = [0, 0, 0];
  for (const rows of Map.groupBy(codes.keys(), (row) => codes[row] as number).values()) {
    const { count, mean, variance } = moments(Float64Array.from(rows, (row) => values[row] as number));
    between += count * (mean - all.mean) ** 2;
    within += count * variance;
    classes++;
  }
  return between / (classes - 1) / (within / (values.length - classes));
}

/**
 * F statistic of a line through the values and the target, from their correlation: scikit-learn's `f_regression`. 0 where one
 * of them does not vary.
 */
export function lineRatio(values: Float64Array, target: Float64Array): number {
  const [x, y] = [moments(values), moments(target)];
  let sum = 0;
  for (let row = 0; row < values.length; row++)
    sum += ((values[row] as number) - x.mean) * ((target[row] as number) - y.mean);
  const correlation = sum / values.length / Math.sqrt(x.variance) / Math.sqrt(y.variance);
  if (Number.isNaN(correlation)) return 0;
  const square = Math.min(correlation ** 2, 1);
  return Math.min((square / (1 - square)) * (values.length - 2), Number.MAX_VALUE);
}

/**
 * Chi-squared statistic of the sums of the classes, against sums in proportion to their counts: scikit-learn's `chi2`. NaN for a
 * column of zeros.
 *
 * @param values counts, or others that are not negative
 */
export function chiSquared(values: Float64Array, codes: Int32Array): number {
  const total = values.reduce((sum, value) => sum + value, 0);
  let statistic = 0;
  for (const rows of Map.groupBy(codes.keys(), (row) => codes[row] as number).values()) {
    const observed = rows.reduce((sum, row) => sum + (values[row] as number), 0);
    const expected = (rows.length / values.length) * total;
    statistic += (observed - expected) ** 2 / expected;
  }
  return statistic;
}
