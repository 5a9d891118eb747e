import type { Tensor } from './tensor.ts';

/** Runs a graph: tensors by name go in, the wanted outputs come out. */
export type RunGraph = (
  feeds: Readonly<Record<string, Tensor>>,
  wanted: readonly string[],
) => Promise<Record<string, Tensor>>;

/** A graph that a runtime has opened. */
export interface Session {
  /** Runtime and version in words, e.g. `onnxruntime-node 1.30.0 (cpu)`. */
  readonly runtime: string;
  /** Names of what goes in. */
  readonly inputs: readonly string[];
  /** Names of what comes out. */
  readonly outputs: readonly string[];
  /** @param wanted names of outputs; all of them when left out */
  run(feeds: Readonly<Record<string, Tensor>>, wanted?: readonly string[]): Promise<Record<string, Tensor>>;
  /** Frees the memory that is held outside JavaScript. */
  close(): Promise<void>;
}

/** For how long opening a graph, and each run of it, may go on. */
export interface OpenLimits {
  /** Seconds. */
  readonly timeLimit?: number | undefined;
}

/**
 * Opens a model of TensorFlow.js.
 *
 * @param modelJson bytes of `model.json`
 * @param weights bytes of all weight files, in the order that `model.json` names them
 */
export type OpenTfjs = (modelJson: Uint8Array, weights: Uint8Array, limits?: OpenLimits) => Promise<Session>;

/** Opens a graph of these bytes. */
export type OpenSession = (bytes: Uint8Array, limits?: OpenLimits) => Promise<Session>;
