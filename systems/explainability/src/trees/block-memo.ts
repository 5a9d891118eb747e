import type { CompiledPaths } from './compiled-paths.ts';

/** Blocks of so many bits have a table of all combinations; those of more share what is left. */
const mostTableBits = 8;

/**
 * What a block gives to its groups, for the explained row's pattern at its start and the ways of its splits, summed over
 * all background rows: worked out once and kept. It never grows beyond the numbers it may keep; what does not fit is
 * worked out each time.
 */
export class BlockMemo {
  /** Holds the numbers that {@link placeOf} finds. */
  values: Float64Array;
  readonly #paths: CompiledPaths;
  readonly #weights: Float64Array;
  readonly #size: number;
  readonly #scale: number;
  readonly #most: number;
  /** Start of each block's table; -1 for those without. */
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
    const { count, pathGroups, groupStart, splitStart } = paths.blocks;
    const lengthOf = (starts: Int32Array, block: number): number =>
      (starts[block + 1] as number) - (starts[block] as number);
    // The first numbers are for what is not kept.
    this.#used = 0;
    for (let block = 0; block < count; block++)
      this.#used = Math.max(this.#used, lengthOf(groupStart, block));
    this.#most = Math.max(most, this.#used);
    this.#table = new Int32Array(count).fill(-1);
    for (let bits = 1; bits <= mostTableBits; bits++)
      for (let block = 0; block < count; block++) {
        const size = lengthOf(groupStart, block) << bits;
        if ((pathGroups[block] as number) + lengthOf(splitStart, block) !== bits) continue;
        if (this.#used + size > this.#most) continue;
        this.#table[block] = this.#used;
        this.#used += size;
      }
    this.values = new Float64Array(this.#used).fill(Number.NaN);
  }

  /**
   * Place in {@link values} of a block's numbers, one for each of its groups.
   *
   * @param key the pattern at the block's start, and above its bits one for each split: set where it sends the row the
   * first way
   */
  placeOf(block: number, key: number): number {
    const { groupStart } = this.#paths.blocks;
    const groups = (groupStart[block + 1] as number) - (groupStart[block] as number);
    const table = this.#table[block] as number;
    if (table >= 0) {
      const place = table + key * groups;
      const known = this.values[place] as number;
      if (known !== known) this.#fill(place, block, key);
      return place;
    }
    // Exact as a number: keys have 30 bits, and there are fewer than 2^23 blocks.
    const whole = block * 2 ** 30 + key;
    const known = this.#places.get(whole);
    if (known !== undefined) return known;
    const place = this.#used + groups <= this.#most ? this.#reserve(groups) : 0;
    if (place > 0) this.#places.set(whole, place);
    this.#fill(place, block, key);
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

  #fill(place: number, block: number, key: number): void {
    const { groupStart, pathGroups, leafStart } = this.#paths.blocks;
    const { conditionStart, conditionSplit, conditionWay, conditionBit } = this.#paths.leaves;
    this.values.fill(0, place, place + (groupStart[block + 1] as number) - (groupStart[block] as number));
    const bits = pathGroups[block] as number;
    const ways = key >>> bits;
    for (let leaf = leafStart[block] as number; leaf < (leafStart[block + 1] as number); leaf++) {
      let failed = key & ((1 << bits) - 1);
      for (let at = conditionStart[leaf] as number; at < (conditionStart[leaf + 1] as number); at++)
        if (((ways >>> (conditionSplit[at] as number)) & 1) !== conditionWay[at])
          failed |= conditionBit[at] as number;
      this.#addLeaf(place, leaf, failed);
    }
  }

  /** Sums over the background's patterns that complement the row's: a group that both fail leads neither here. */
  #addLeaf(place: number, leaf: number, failed: number): void {
    const { patternStart, pattern, patternRows, weight, slotStart, slot } = this.#paths.leaves;
    const { values } = this;
    const slots = slotStart[leaf] as number;
    const scale = (weight[leaf] as number) * this.#scale;
    const c = bitsIn(failed);
    let loss = 0;
    for (let at = patternStart[leaf] as number; at < (patternStart[leaf + 1] as number); at++) {
      const other = pattern[at] as number;
      if ((other & failed) !== 0) continue;
      const share = scale * (patternRows[at] as number);
      const u = bitsIn(other);
      if (c > 0) loss += share * (this.#weights[c * this.#size + u] as number);
      const gain = share * (this.#weights[u * this.#size + c] as number);
      for (let bits = other; bits !== 0; bits &= bits - 1)
        (values[place + (slot[slots + 31 - Math.clz32(bits & -bits)] as number)] as number) += gain;
    }
    if (loss === 0) return;
    for (let bits = failed; bits !== 0; bits &= bits - 1)
      (values[place + (slot[slots + 31 - Math.clz32(bits & -bits)] as number)] as number) -= loss;
  }
}

/** Number of bits that are set. */
function bitsIn(value: number): number {
  let count = 0;
  for (let bits = value; bits !== 0; bits &= bits - 1) count++;
  return count;
}
