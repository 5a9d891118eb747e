import { RandomStream } from './random-stream.ts';

const size = 624;
const shift = 397;

/** Greatest seed that numpy takes. */
export const mostSeed = 2 ** 32 - 1;

/**
 * numpy's `RandomState` of an integer seed: the Mersenne Twister of Matsumoto and Nishimura 1998 (MT19937), and what numpy
 * makes of its numbers, which it promises never to change. So what scikit-learn draws by a `random_state` is drawn here too.
 */
export class NumpyRandom extends RandomStream {
  // Of 32 bits with a sign, which are not boxed.
  readonly #key = new Int32Array(size);
  #at = size;

  /** @param seed a whole number from 0 to {@link mostSeed} */
  constructor(seed: number) {
    super();
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

  /** Draws of as many bits, until one is not greater. */
  protected upTo(most: number): number {
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
