/**
 * Finds the place of the least value in any range in constant time: a sparse table of the least of every power of two
 * (Bender and Farach-Colton 2000). On equal values the lowest place.
 *
 * @returns a function of the first and the last place of a range
 */
export function leastOfRange(values: Float64Array): (first: number, last: number) => number {
  const cheaper = (one: number, other: number): number =>
    (values[other] as number) < (values[one] as number) ? other : one;
  const levels = [new Uint32Array(values.length).map((_, place) => place)];
  for (let width = 2; width <= values.length; width *= 2) {
    const below = levels.at(-1) as Uint32Array;
    const level = new Uint32Array(values.length - width + 1);
    for (let at = 0; at < level.length; at++)
      level[at] = cheaper(below[at] as number, below[at + width / 2] as number);
    levels.push(level);
  }
  return (first, last) => {
    const height = 31 - Math.clz32(last - first + 1);
    const level = levels[height] as Uint32Array;
    return cheaper(level[first] as number, level[last - 2 ** height + 1] as number);
  };
}
