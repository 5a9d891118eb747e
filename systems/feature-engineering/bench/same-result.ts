import { isWithin } from '@modelfolio/statistics/is-close';

/**
 * Checks that two have made the same of a table.
 *
 * @param found a number for each column, such as the sum of its squares
 * @throws RangeError naming the first column that differs by more than 1e-9 of its size
 */
export function refuseDifference(who: string, found: readonly number[], wanted: readonly number[]): void {
  if (found.length !== wanted.length)
    throw new RangeError(`${who} made ${found.length} columns, Modelfolio ${wanted.length}`);
  found.forEach((value, at) => {
    const own = wanted[at] as number;
    if (!isWithin(own, value, 1e-9))
      throw new RangeError(`column ${at + 1}: ${who} made ${value}, Modelfolio ${own}`);
  });
}
