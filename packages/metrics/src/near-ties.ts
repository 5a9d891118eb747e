/** What float32 leaves of a probability between two runtimes. */
const nearest = 1e-6;

/**
 * Rows whose two most probable classes are as good as equal: another runtime or processor may name the other one.
 *
 * @param probabilities row after row, a number for each class
 * @returns rows from 0, ascending
 * @example
 * nearTies([0.5, 0.5, 0.9, 0.1], 2); // [0]
 */
export function nearTies(probabilities: ArrayLike<number>, classes: number): number[] {
  const found: number[] = [];
  for (let start = 0, row = 0; start + classes <= probabilities.length; start += classes, row++) {
    let [first, second] = [-Infinity, -Infinity];
    for (let place = start; place < start + classes; place++) {
      const value = probabilities[place] ?? Number.NaN;
      if (value > first) [first, second] = [value, first];
      else if (value > second) second = value;
    }
    if (first - second <= nearest) found.push(row);
  }
  return found;
}
