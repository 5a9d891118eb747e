import type { RandomNumbers } from './random-numbers.ts';

const size = 624;
const shift = 397;

/** Greatest seed that numpy takes. */
export const mostSeed = 2 ** 32 - 1;

/**
 * numpy's `RandomState` of an integer seed: the Mersenne Twister of Matsumoto and Nishimura 1998 (MT19937), and what numpy
 * makes of its numbers, which it promises never to change. So what scikit-learn draws by a `random_state` is drawn here too.
 */
export class NumpyRandom implements RandomNumbers {
  // Of 32 bits with a sign, which are not boxed.
  readonly #key = new Int32Array(size);
  #at = size;
  #spare: number | null = null;

  /** @param seed a whole number from 0 to {@link mostSeed} */
  constructor(seed: number) {
    let value = seed | 0;
    for (let at = 0; at < size; at++) {
      this.#key[at] = value;
      value = (Math.imul(1812433253, value ^ (value >>> 30)) + at + 1) | 0;
    }
  }

  /** A whole number below 2^32. */
  whole(): number {
    if (this.#at === size) this.#turn();
    let mixed = this.#key[this.#at++] as number;
    mixed ^= mixed >>> 11;
    mixed ^= (mixed << 7) & 0x9d2c5680;
    mixed ^= (mixed << 15) & 0xefc60000;
    mixed ^= mixed >>> 18;
    return mixed >>> 0;
  }

  /** A number from 0 to below 1, of 53 bits: numpy's `random_sample`. */
  share(): number {
    const high = this.whole() >>> 5;
    const low = this.whole() >>> 6;
    return (high * 67108864 + low) / 9007199254740992;
  }

  /** A number of the standard normal distribution, by Marsaglia's polar method, which makes two at a time. */
  normal(): number {
    const spare = this.#spare;
    if (spare !== null) {
      this.#spare = null;
      return spare;
    }
    for (;;) {
      const one = 2 * this.share() - 1;
      const other = 2 * this.share() - 1;
      const square = one * one + other * other;
      if (square >= 1 || square === 0) continue;
      const factor = Math.sqrt((-2 * Math.log(square)) / square);
      this.#spare = factor * one;
      return factor * other;
    }
  }

  /** Puts values in a random order, in place: numpy's `shuffle`, by Fisher and Yates. */
  shuffle(values: Int32Array): void {
    for (let last = values.length - 1; last > 0; last--) {
      const at = this.#upTo(last);
      const kept = values[last] as number;
      values[last] = values[at] as number;
      values[at] = kept;
    }
  }

  /** A whole number from 0 to a greatest: draws of as many bits, until one is not greater. */
  #upTo(most: number): number {
    const mask = 2 ** (32 - Math.clz32(most)) - 1;
    for (;;) {
      const value = (this.whole() & mask) >>> 0;
      if (value <= most) return value;
    }
  }

  #turn(): void {
    const key = this.#key;
    // In two parts and not by a remainder, which takes as long as the rest.
    for (let at = 0; at < size - shift; at++) key[at] = turned(key, at, at + 1, at + shift);
    for (let at = size - shift; at < size - 1; at++) key[at] = turned(key, at, at + 1, at + shift - size);
    key[size - 1] = turned(key, size - 1, 0, shift - 1);
    this.#at = 0;
  }
}

function turned(key: Int32Array, at: number, next: number, far: number): number {
  const both = ((key[at] as number) & 0x80000000) | ((key[next] as number) & 0x7fffffff);
  return (key[far] as number) ^ (both >>> 1) ^ (-(both & 1) & 0x9908b0df);
}
