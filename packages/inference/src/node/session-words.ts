import type { TensorHead } from './tensor-frames.ts';

// What sessions and the child that holds them say to each other.

/** A graph that the child has opened. */
export interface Opened {
  readonly handle: number;
  readonly runtime: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

/** What the child is to run. */
export interface RunWords {
  readonly handle: number;
  readonly feeds: readonly TensorHead[];
  readonly wanted: readonly string[];
}
