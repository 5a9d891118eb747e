import type { TensorHead } from './tensor-frames.ts';

// What sessions and the child that holds them say to each other.

/** The runtime that opens a model: a graph of ONNX in one part, or `model.json` and its weights of TensorFlow.js in two. */
export type ModelKind = 'onnx' | 'tfjs';

/** What the child is to open. */
export interface OpenWords {
  /** ONNX when left out. */
  readonly kind?: ModelKind;
  /** Threads that one operator may use; the runtime's own choice when `null`. */
  readonly threads: number | null;
}

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
