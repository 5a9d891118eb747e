/** A seeded source of random numbers: what draws from distributions need, whichever generator is behind. */
export interface RandomNumbers {
  /** A whole number below 2³². */
  whole(): number;
  /** A number from 0 to below 1, of 53 bits. */
  share(): number;
  /** A number of the standard normal distribution. */
  normal(): number;
  /** Puts values in a random order, in place. */
  shuffle(values: Int32Array): void;
}
