import type { CompiledPaths } from './compile-paths.ts';

/** Leaves of so many groups have a table of all patterns; those of more share what is left. */
const mostTableGroups = 8;

/**
 * What a leaf gives to the groups on its way, for a pattern of the explained row, summed over all background rows: worked
 * out once and kept. It never grows beyond the numbers it may keep; what does not fit is worked out each time.
 */
export class LeafMemo {
  /** Where the last asked values start in {@link values}. */
  values: Float64Array;
  readonly #paths: CompiledPaths;
  readonly #weights: Float64Array;
  readonly #size: number;
  readonly #scale: number;
  readonly #most: number;
  /** Start of each leaf's table; -1 for those without. */
  readonly #table: Int32Array;
  readonly #places = new Map<number, number>();
  #used: number;

  /**
   * @param weights as `pathWeights(paths.mostGroups)` gives them
   * @param rows number of background rows
   * @param most numbers that may be kept
   */
  constructor(paths: CompiledPaths, weights: Float64Array, rows: number, most: number) {
    this.#paths = paths;
    this.#weights = weights;
    this.#size = paths.mostGroups + 1;
    this.#scale = 1 / rows;
    this.#table = new Int32Array(paths.weight.length).fill(-1);
    // The first numbers are for what is not kept.
    this.#used = paths.mostGroups;
    this.#most = Math.max(most, this.#used);
    for (let groups = 1; groups <= mostTableGroups; groups++)
      paths.groupCount.forEach((count, leaf) => {
        const size = count << count;
        if (count !== groups || this.#used + size > this.#most) return;
        this.#table[leaf] = this.#used;
        this.#used += size;
      });
    this.values = new Float64Array(this.#used).fill(Number.NaN);
  }

  /** Place in {@link values} of a leaf's numbers for a pattern, one for each of its groups. */
  placeOf(leaf: number, pattern: number): number {
    const groups = this.#paths.groupCount[leaf] as number;
    const table = this.#table[leaf] as number;
    if (table >= 0) {
      const place = table + pattern * groups;
      const known = this.values[place] as number;
      if (known !== known) this.#fill(place, leaf, pattern);
      return place;
    }
    // Exact as a number: patterns have 30 bits, and there are fewer than 2^23 leaves with patterns.
    const key = leaf * 2 ** 30 + pattern;
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    const place = this.#used + groups <= this.#most ? this.#reserve(groups) : 0;
    if (place > 0) this.#places.set(key, place);
    this.#fill(place, leaf, pattern);
    return place;
  }

  #reserve(groups: number): number {
    const place = this.#used;
    this.#used += groups;
    if (this.#used > this.values.length) {
      const longer = new Float64Array(Math.min(this.#most, Math.max(2 * this.values.length, this.#used)));
      longer.set(this.values);
      this.values = longer;
    }
    return place;
  }

  /** Sums over the background's patterns that complement the row's: a group that both fail leads neither here. */
  #fill(place: number, leaf: number, failed: number): void {
    const { groupCount, patternStart, pattern, patternRows, weight } = this.#paths;
    const groups = groupCount[leaf] as number;
    const { values } = this;
    values.fill(0, place, place + groups);
    const c = bitsIn(failed);
    let loss = 0;
    for (let at = patternStart[leaf] as number; at < (patternStart[leaf + 1] as number); at++) {
      const other = pattern[at] as number;
      if ((other & failed) !== 0) continue;
      const rows = patternRows[at] as number;
      const u = bitsIn(other);
      if (c > 0) loss += rows * (this.#weights[c * this.#size + u] as number);
      const gain = rows * (this.#weights[u * this.#size + c] as number);
      for (let bits = other; bits !== 0; bits &= bits - 1)
        (values[place + 31 - Math.clz32(bits & -bits)] as number) += gain;
    }
    for (let bits = failed; bits !== 0; bits &= bits - 1)
      (values[place + 31 - Math.clz32(bits & -bits)] as number) -= loss;
    const scale = (weight[leaf] as number) * this.#scale;
    for (let at = place; at < place + groups; at++) (values[at] as number) *= scale;
  }
}

/** Number of bits that are set. */
function bitsIn(value: number): number {
  let count = 0;
  for (let bits = value; bits !== 0; bits &= bits - 1) count++;
  return count;
}
