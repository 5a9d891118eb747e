import type { RandomNumbers } from './random-numbers.ts';

/**
 * Whole numbers below a limit in random order, none twice: the shuffle of Fisher and Yates, of which only what was moved is
 * kept. Limits from 2^53 are refused; numbers below them cannot all be told apart.
 */
export class DistinctDraws {
  readonly #moved = new Map<number, number>();
  readonly #limit: number;
  #drawn = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The next number, or `null` where the limit is too great. */
  next(random: RandomNumbers): number | null {
    if (this.#limit >= 2 ** 53) return null;
    const first = this.#drawn++;
    const at = first + Math.floor(random.share() * (this.#limit - first));
    const found = this.#moved.get(at) ?? at;
    if (at !== first) this.#moved.set(at, this.#moved.get(first) ?? first);
    this.#moved.delete(first);
    return found;
  }
}
