import { NumpyRandom } from '@modelfolio/statistics/numpy-random';
import { binomialCoefficient } from '@modelfolio/statistics/binomial-coefficient';
import { DistinctDraws } from '@modelfolio/statistics/distinct-draws';
import { unrankCombination } from './unrank-combination.ts';

/** Coalitions of one size, each with its complement. */
interface Stratum {
  readonly size: number;
  /** Pairs that exist. */
  readonly pairs: number;
  /** Mass of the Shapley kernel on all of them: Σ (M−1)/(C(M,s)·s·(M−s)). */
  readonly mass: number;
  readonly ranks: DistinctDraws;
  drawn: number;
}

/** Pairs of a stratum that are drawn at least, so that every size has its weight in the regression. */
const leastDrawn = 2;

/**
 * Coalitions in pairs of a set and its complement, drawn without repetition. The sizes are strata: each has as many pairs as
 * its share of the kernel's mass, and those that would have more than exist are complete, as in shap's KernelExplainer. Of
 * each pair only the smaller set is kept (of halves, the one with player 0), so no complement stands there twice.
 */
export class CoalitionPairs {
  readonly players: number;
  readonly #random: NumpyRandom;
  readonly #strata: Stratum[];
  readonly #masks: Uint8Array[] = [];
  readonly #stratumOf: number[] = [];

  constructor(players: number, seed: number) {
    this.players = players;
    this.#random = new NumpyRandom(seed);
    this.#strata = Array.from({ length: Math.floor(players / 2) }, (_, at) => {
      const size = at + 1;
      const half = 2 * size === players;
      const pairs = half ? binomialCoefficient(players - 1, size - 1) : binomialCoefficient(players, size);
      const mass = ((players - 1) / (size * (players - size))) * (half ? 0.5 : 1);
      return { size, pairs, mass, ranks: new DistinctDraws(pairs), drawn: 0 };
    });
  }

  /** Pairs that exist. */
  get all(): number {
    return this.#strata.reduce((sum, { pairs }) => sum + pairs, 0);
  }

  /** Fewest pairs: all single players, and some of every other size. */
  get least(): number {
    return this.#strata.reduce((sum, stratum) => sum + leastOf(stratum), 0);
  }

  /** Pairs that are drawn. */
  get count(): number {
    return this.#masks.length;
  }

  /**
   * Draws until there are as many pairs as wanted, or a few less where shares are no whole numbers.
   *
   * @returns the smaller set of each new pair, `[new pairs, players]`
   */
  grow(wanted: number): Uint8Array {
    const before = this.#masks.length;
    const shares = this.#shares(wanted);
    this.#strata.forEach((stratum, at) => {
      for (; stratum.drawn < (shares[at] as number); stratum.drawn++) {
        this.#masks.push(this.#draw(stratum));
        this.#stratumOf.push(at);
      }
    });
    const added = new Uint8Array((this.#masks.length - before) * this.players);
    this.#masks.slice(before).forEach((mask, at) => added.set(mask, at * this.players));
    return added;
  }

  /** For each player +1 where the pair's set has it and −1 where its complement has it. */
  signs(): Float64Array[] {
    return Array.from({ length: this.players }, (_, player) => {
      const signs = new Float64Array(this.#masks.length);
      for (let row = 0; row < signs.length; row++) signs[row] = this.#masks[row]?.[player] === 1 ? 1 : -1;
      return signs;
    });
  }

  /** Weight of each pair: its stratum's mass, shared among those drawn. */
  weights(): Float64Array {
    return this.#ofStratum(({ mass, drawn }) => mass / drawn);
  }

  /** Share of each pair's stratum that is not drawn: the finite population correction. */
  undrawn(): Float64Array {
    return this.#ofStratum(({ pairs, drawn }) => 1 - drawn / pairs);
  }

  #ofStratum(value: (stratum: Stratum) => number): Float64Array {
    const values = this.#strata.map(value);
    return Float64Array.from(this.#stratumOf, (at) => values[at] as number);
  }

  #draw({ size, ranks }: Stratum): Uint8Array {
    const mask = new Uint8Array(this.players);
    const rank = ranks.next(this.#random);
    if (rank === null) {
      const order = Int32Array.from({ length: this.players }, (_, player) => player);
      this.#random.shuffle(order);
      const set = order.subarray(0, size);
      const flip = 2 * size === this.players && !set.includes(0);
      for (const player of flip ? order.subarray(size) : set) mask[player] = 1;
    } else if (2 * size === this.players) {
      mask[0] = 1;
      for (const player of unrankCombination(rank, this.players - 1, size - 1)) mask[player + 1] = 1;
    } else for (const player of unrankCombination(rank, this.players, size)) mask[player] = 1;
    return mask;
  }

  /** How many pairs of each stratum; more pairs wanted never means fewer of one stratum. */
  #shares(wanted: number): number[] {
    const sharesAt = (factor: number): number[] =>
      this.#strata.map((stratum) =>
        Math.min(stratum.pairs, Math.max(leastOf(stratum), Math.floor(factor * stratum.mass))),
      );
    if (wanted >= this.all) return this.#strata.map(({ pairs }) => pairs);
    const sum = (shares: readonly number[]): number => shares.reduce((total, share) => total + share, 0);
    let low = 0;
    let high = 1;
    while (sum(sharesAt(high)) <= wanted) high *= 2;
    for (let step = 0; step < 60; step++) {
      const middle = (low + high) / 2;
      if (sum(sharesAt(middle)) <= wanted) low = middle;
      else high = middle;
    }
    return sharesAt(low);
  }
}

function leastOf({ size, pairs }: Stratum): number {
  return size === 1 ? pairs : Math.min(pairs, leastDrawn);
}
