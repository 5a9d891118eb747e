/** A file by content: where it is served, how long it is, what its bytes must hash to. */
export type ServedFile = { url: string; bytes: number; sha256: string };

/** A file of a model, with the path by which the other files of the model name it. */
export type ModelFile = ServedFile & { path: string };

export type Runtime = 'tfjs' | 'ort';

/** All an engine must know to run one serialised image classifier. Plain data: it is posted to a worker. */
export type EngineSpec = {
  runtime: Runtime;
  /** `path` of the file that a runtime opens first. */
  entry: string;
  files: ModelFile[];
  input: { name: string; height: number; width: number };
  /** Graph output that holds the probabilities. */
  probabilities: string;
  /** Columns of that output. */
  classes: number;
  /** Keeps to one thread even where more are to be had. */
  oneThread?: true;
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

/** Runs one model in one runtime. Every method rejects with an {@link EngineError}. */
export interface InferenceEngine {
  /** Fetches, checks and compiles; resolves once the first prediction would be fast. */
  load(progress: (progress: LoadProgress) => void, signal: AbortSignal): Promise<LoadedEngine>;
  /** @param batch `uint8 [rows, height, width]`, row after row */
  predict(batch: Uint8Array<ArrayBuffer>): Promise<Prediction>;
  /** Frees the model. The engine cannot be used afterwards. */
  dispose(): Promise<void>;
}

export type EngineErrorCode = 'wasm-refused' | 'download' | 'digest' | 'model' | 'input' | 'cancelled';

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

/** Rows in `batch`, which must hold whole images. */
export function batchRows(batch: Uint8Array, { height, width }: EngineSpec['input']): number {
  const rows = batch.length / (height * width);
  if (!Number.isInteger(rows) || rows === 0)
    throw new EngineError(
      'input',
      `expected whole images of ${height}×${width} bytes, received ${batch.length} bytes`,
    );
  return rows;
}
