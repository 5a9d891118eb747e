/** A tensor that goes into a model. */
export interface InputTensor {
  type: 'uint8';
  data: Uint8Array;
  shape: readonly number[];
}

/** A tensor that came out of a model. */
export interface OutputTensor {
  type: string;
  data: unknown;
  shape: readonly number[];
}

/** A loaded model: the only thing the evaluator knows of a runtime. */
export interface InferenceModel {
  /** Runtime and version in words, e.g. `onnxruntime-node 1.30.0 (cpu)`. */
  readonly runtime: string;
  run(feeds: Record<string, InputTensor>): Promise<Record<string, OutputTensor>>;
  /** Frees the memory held outside JavaScript. */
  close(): Promise<void>;
}

export type OpenModel = (bytes: Uint8Array) => Promise<InferenceModel>;

/** Opens a model with ONNX Runtime on the CPU. Loaded on demand: 40 MB that most commands never need. */
export async function openOnnxModel(bytes: Uint8Array): Promise<InferenceModel> {
  const { InferenceSession, Tensor, env } = await import('onnxruntime-node');
  // Warnings about foldable constants are of no use to a reader: errors only.
  const session = await InferenceSession.create(bytes, { logSeverityLevel: 3 });
  return {
    runtime: `onnxruntime-node ${env.versions.node ?? 'of unknown version'} (cpu)`,
    run: async (feeds) => {
      const tensors = Object.entries(feeds).map(
        ([name, { type, data, shape }]) => [name, new Tensor(type, data, [...shape])] as const,
      );
      const outputs = await session.run(Object.fromEntries(tensors));
      return Object.fromEntries(
        Object.entries(outputs).map(([name, { type, data, dims }]) => [name, { type, data, shape: dims }]),
      );
    },
    close: () => session.release(),
  };
}
