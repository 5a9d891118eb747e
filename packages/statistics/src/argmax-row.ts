/** Column of the largest value in row `row` of `[rows, columns]`; the first of equal ones, as numpy's argmax. */
export function argmaxRow(values: ArrayLike<number>, row: number, columns: number): number {
  let best = 0;
  for (let column = 1; column < columns; column++)
    if ((values[row * columns + column] ?? 0) > (values[row * columns + best] ?? 0)) best = column;
  return best;
}
