import { countWithin, expandedDistances, neighbourDistances, towardsZero } from './neighbours.ts';
import { PlaneTree } from './plane-tree.ts';

/**
 * Mutual information of two columns of numbers by their nearest neighbours, in nats: the first estimator of Kraskov, Stögbauer
 * and Grassberger 2004. Numbers should differ: add a little noise where they repeat.
 *
 * @param neighbours less than the number of values
 */
export function informationOfNumbers(x: Float64Array, y: Float64Array, neighbours: number): number {
  const radius = new PlaneTree(x, y).distances(neighbours).map(towardsZero);
  const psi = digammas(x.length);
  return Math.max(
    0,
    (psi[x.length] as number) +
      (psi[neighbours] as number) -
      meanOf(psi, countWithin(x, radius)) -
      meanOf(psi, countWithin(y, radius)),
  );
}

/**
 * Mutual information of a column of numbers and one of classes, in nats: Ross 2014. A value that is alone in its class is left
 * out.
 *
 * @param classes number of each value's class
 */
export function informationOfClasses(values: Float64Array, classes: Int32Array, neighbours: number): number {
  const members = Map.groupBy(values.keys(), (row) => classes[row] as number);
  const rows = [...values.keys()].filter((row) => (members.get(classes[row] as number)?.length ?? 0) > 1);
  const [radius, counts, asked] = [values.map(() => 0), new Int32Array(values.length), classes.map(() => 0)];
  for (const own of members.values()) {
    const most = Math.min(neighbours, own.length - 1);
    if (most === 0) continue;
    const inClass = Float64Array.from(own, (row) => values[row] as number);
    // Where scikit-learn leaves its tree for all pairs.
    const distancesOf = most < own.length >> 1 ? neighbourDistances : expandedDistances;
    distancesOf(inClass, most).forEach((distance, at) => {
      const row = own[at] as number;
      radius[row] = towardsZero(distance);
      counts[row] = own.length;
      asked[row] = most;
    });
  }
  const taken = (from: Int32Array): Int32Array => Int32Array.from(rows, (row) => from[row] as number);
  const within = countWithin(
    Float64Array.from(rows, (row) => values[row] as number),
    Float64Array.from(rows, (row) => radius[row] as number),
  );
  const psi = digammas(values.length);
  const information =
    (psi[rows.length] as number) +
    meanOf(psi, taken(asked)) -
    meanOf(psi, taken(counts)) -
    meanOf(psi, within);
  return Math.max(0, information);
}

/** Mutual information of two columns of classes, in nats: of their table of counts. */
export function informationOfTable(one: Int32Array, other: Int32Array): number {
  const count = one.length;
  const [rows, columns] = [countsOf(one), countsOf(other)];
  if (rows.size === 1 || columns.size === 1) return 0;
  let sum = 0;
  for (const [code, row] of Map.groupBy(one.keys(), (at) => one[at] as number))
    for (const [match, both] of countsOf(Int32Array.from(row, (at) => other[at] as number))) {
      const product = (rows.get(code) as number) * (columns.get(match) as number);
      const share = both / count;
      const term =
        share * (Math.log(both) - Math.log(count)) + share * (2 * Math.log(count) - Math.log(product));
      if (Math.abs(term) >= Number.EPSILON) sum += term;
    }
  return Math.max(0, sum);
}

function countsOf(codes: Int32Array): Map<number, number> {
  const counts = new Map<number, number>();
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1);
  return counts;
}

/** Digamma of the whole numbers up to one: of 1 it is minus Euler's constant, and then it grows by 1/n. */
function digammas(most: number): Float64Array {
  const psi = new Float64Array(most + 1).fill(Number.NaN);
  psi[1] = -0.5772156649015329;
  for (let at = 2; at <= most; at++) psi[at] = (psi[at - 1] as number) + 1 / (at - 1);
  return psi;
}

const meanOf = (psi: Float64Array, places: Int32Array): number => {
  let sum = 0;
  for (const place of places) sum += psi[place] as number;
  return sum / places.length;
};
