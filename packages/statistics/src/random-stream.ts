import type { RandomNumbers } from './random-numbers.ts';

/** What numbers of other kinds are made of whole ones alike, whichever generator draws these. */
export abstract class RandomStream implements RandomNumbers {
  #spare: number | null = null;

  /** A whole number below 2^32. */
  abstract whole(): number;

  /** A whole number from 0 to a greatest, all of them equally often. */
  protected abstract upTo(most: number): number;

  /** Of 53 bits: numpy's `random_sample`. */
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
      const at = this.upTo(last);
      const kept = values[last] as number;
      values[last] = values[at] as number;
      values[at] = kept;
    }
  }
}
