import { RandomStream } from './random-stream.ts';

/**
 * A fast generator where numpy's streams are not needed: xoshiro128** 1.1 of Blackman and Vigna 2021, "Scrambled linear
 * pseudorandom number generators", of four words and a period of 2¹²⁸ − 1. Of one seed the stream is the same everywhere.
 */
export class XoshiroRandom extends RandomStream {
  #a: number;
  #b: number;
  #c: number;
  #d: number;

  /**
   * @param seed a whole number from 0 to 2³² − 1, spread over the state by MurmurHash3's mixing of a Weyl sequence; or the
   *   state itself, four words that are not all 0
   * @throws RangeError for a seed that is none
   */
  constructor(seed: number | readonly [number, number, number, number]) {
    super();
    if (typeof seed === 'number' && !(Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32))
      throw new RangeError(`a seed must be a whole number from 0 to 4294967295, not ${seed}`);
    const words =
      typeof seed === 'number' ? [1, 2, 3, 4].map((step) => mixed(seed + step * 0x9e3779b9)) : seed;
    const [a = 0, b = 0, c = 0, d = 0] = words.map((word) => word | 0);
    if ((a | b | c | d) === 0) throw new RangeError('a state of zeros never leaves it: give another');
    [this.#a, this.#b, this.#c, this.#d] = [a, b, c, d];
  }

  whole(): number {
    const b = this.#b;
    const five = Math.imul(b, 5);
    const result = Math.imul((five << 7) | (five >>> 25), 9);
    this.#c ^= this.#a;
    this.#d ^= b;
    this.#b ^= this.#c;
    this.#a ^= this.#d;
    this.#c ^= b << 9;
    this.#d = (this.#d << 11) | (this.#d >>> 21);
    return result >>> 0;
  }

  /** Draws of as many bits, until one is not greater. */
  protected upTo(most: number): number {
    const unused = Math.clz32(most);
    for (;;) {
      const value = this.whole() >>> unused;
      if (value <= most) return value;
    }
  }
}

/** The finaliser of MurmurHash3 (Appleby, public domain). */
function mixed(word: number): number {
  let hash = word | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
