import type { Tensor } from '@modelfolio/inference';
import { DemoError } from '../demo-error.ts';

/** A file by content: where it is served, how long it is, what its bytes must hash to. */
export type ServedFile = { url: string; bytes: number; sha256: string };

/** A file of a model, with the path by which the other files of the model name it. */
export type ModelFile = ServedFile & { path: string };

export type Runtime = 'tfjs' | 'ort';

export const runtimeNames: Readonly<Record<Runtime, string>> = {
  tfjs: 'TensorFlow.js',
  ort: 'ONNX Runtime',
};

/** All an engine must know to run one serialised model. Plain data: it is posted to a worker. */
export type EngineSpec = {
  runtime: Runtime;
  /** `path` of the file that a runtime opens first. */
  entry: string;
  files: ModelFile[];
  /** How bytes of images go in, for {@link InferenceEngine.predict}; `null` for other models, which `run` only. */
  image: ImageShape | null;
  /** Keeps to one thread even where more are to be had. */
  oneThread?: true;
};

/** The one input of a classifier of single-channel byte images, and the output that holds its probabilities. */
export type ImageShape = {
  name: string;
  height: number;
  width: number;
  probabilities: string;
  /** Columns of that output. */
  classes: number;
};

/** Bytes that have arrived of all that {@link InferenceEngine.load} needs. */
export type LoadProgress = { loaded: number; total: number };

export type LoadedEngine = {
  /** What runs the model, for a person, e.g. `TensorFlow.js 4.22.0, WebAssembly with SIMD, 1 thread`. */
  description: string;
  /** SHA-256 of each file of the model as computed here from the bytes that are run, by path. */
  sha256: Record<string, string>;
  /** Bytes of runtime and model together, compressed as they are served. */
  bytes: number;
};

export type Prediction = {
  /** `[rows, classes]`, row after row. */
  probabilities: Float32Array<ArrayBuffer>;
  /** Time inside the engine, copying in and out included. */
  latencyMs: number;
};

/** A graph's inputs or outputs by name. */
export type NamedTensors = Record<string, Tensor>;

export type RunResult = {
  outputs: NamedTensors;
  /** Time inside the engine, copying in and out included. */
  latencyMs: number;
};

/** Runs one model in one runtime. Every method rejects with an {@link DemoError}. */
export interface InferenceEngine {
  /** Fetches, checks and compiles; resolves once the first prediction would be fast. */
  load(progress: (progress: LoadProgress) => void, signal: AbortSignal): Promise<LoadedEngine>;
  /** @param batch `uint8 [rows, height, width]`, row after row */
  predict(batch: Uint8Array<ArrayBuffer>): Promise<Prediction>;
  /**
   * Any model: tensors of every type in, the named outputs out.
   *
   * @param wanted names of outputs
   */
  run(feeds: NamedTensors, wanted: readonly string[]): Promise<RunResult>;
  /** Frees the model. The engine cannot be used afterwards. */
  dispose(): Promise<void>;
}

/**
 * Rows in `batch`, which must hold whole images.
 *
 * @throws DemoError `input`
 */
export function batchRows(batch: Uint8Array, { height, width }: ImageShape): number {
  const rows = batch.length / (height * width);
  if (!Number.isInteger(rows) || rows === 0)
    throw new DemoError(
      'input',
      `expected whole images of ${height}×${width} bytes, received ${batch.length} bytes`,
    );
  return rows;
}

/** @throws DemoError `input` when the model takes no images of bytes */
export function imageShape({ image, entry }: EngineSpec): ImageShape {
  if (image) return image;
  throw new DemoError('input', `${entry} takes no images of bytes`);
}
