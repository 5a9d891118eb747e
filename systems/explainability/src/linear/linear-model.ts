/** Sums of weighted columns. */
export interface LinearModel {
  readonly columns: number;
  readonly targets: number;
  /** `[targets, columns]` */
  readonly weights: Float64Array;
  readonly bases: Float64Array;
}

/** The sums of a row, a number for each target, before any link. */
export function linearSums(
  { columns, targets, weights, bases }: LinearModel,
  row: ArrayLike<number>,
): Float64Array {
  const sums = bases.slice();
  for (let target = 0; target < targets; target++)
    for (let column = 0; column < columns; column++)
      (sums[target] as number) +=
        (weights[target * columns + column] as number) * (row[column] ?? Number.NaN);
  return sums;
}
