import type { Tensor } from '@modelfolio/inference';
import type { BatchProgress, BatchRequest, BatchResult } from '../auto/batch.ts';
import type { AttributionCheck, AttributionRequest, ImageAttribution } from './attribution.ts';

/** A file by content: where it is served, how long it is, what its bytes must hash to. */
export type ServedFile = { url: string; bytes: number; sha256: string };

/** A file of a model, with the path by which the other files of the model name it. */
export type ModelFile = ServedFile & { path: string };

export type Runtime = 'tfjs' | 'ort';

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

/** Runs one model in one runtime. Every method rejects with an {@link EngineError}. */
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
  /** Reads a table and predicts all its rows where the engine lives, off the page. Disposing cancels it. */
  batch(request: BatchRequest, progress: (progress: BatchProgress) => void): Promise<BatchResult>;
  /**
   * Explains a prediction. The newest request wins: it ends another that is being worked on, with code `cancelled`. Rejects
   * with code `unsupported` where the runtime has no gradients.
   *
   * @param signal aborting ends the work with code `cancelled`
   */
  attribute(request: AttributionRequest, signal?: AbortSignal): Promise<ImageAttribution>;
  /**
   * Whether such explanations depend on what the model has learnt, by random weights. It counts as a request as
   * {@link InferenceEngine.attribute} does.
   *
   * @param progress told of the share that is done
   */
  checkAttribution(
    request: AttributionRequest,
    progress: (share: number) => void,
    signal?: AbortSignal,
  ): Promise<AttributionCheck>;
  /** Frees the model. The engine cannot be used afterwards. */
  dispose(): Promise<void>;
}

export type EngineErrorCode =
  | 'wasm-refused'
  | 'download'
  | 'digest'
  | 'model'
  | 'input'
  | 'table'
  | 'unsupported'
  | 'cancelled';

/** Why an engine cannot do what was asked, in one sentence for a visitor. */
export class EngineError extends Error {
  readonly code: EngineErrorCode;
  readonly hint: string | undefined;
  constructor(code: EngineErrorCode, message: string, options: { cause?: unknown; hint?: string } = {}) {
    super(message, { cause: options.cause });
    this.name = 'EngineError';
    this.code = code;
    this.hint = options.hint;
  }
}

/**
 * Rows in `batch`, which must hold whole images.
 *
 * @throws EngineError `input`
 */
export function batchRows(batch: Uint8Array, { height, width }: ImageShape): number {
  const rows = batch.length / (height * width);
  if (!Number.isInteger(rows) || rows === 0)
    throw new EngineError(
      'input',
      `expected whole images of ${height}×${width} bytes, received ${batch.length} bytes`,
    );
  return rows;
}

/** @throws EngineError `input` when the model takes no images of bytes */
export function imageShape({ image, entry }: EngineSpec): ImageShape {
  if (image) return image;
  throw new EngineError('input', `${entry} takes no images of bytes`);
}
