import type { Tensor, TensorNumbers, TensorType } from '@modelfolio/inference';

/** A loaded model: the only thing the evaluator knows of a runtime. */
export interface InferenceModel {
  /** Runtime and version in words, e.g. `onnxruntime-node 1.30.0 (cpu)`. */
  readonly runtime: string;
  /**
   * @param outputs names of those wanted; all when left out
   */
  run(feeds: Record<string, Tensor>, outputs?: readonly string[]): Promise<Record<string, Tensor>>;
  /** Frees the memory held outside JavaScript. */
  close(): Promise<void>;
}

export type OpenModel = (bytes: Uint8Array) => Promise<InferenceModel>;

/** Opens a model with ONNX Runtime on the CPU. Loaded on demand: 40 MB that most commands never need. */
export async function openOnnxModel(bytes: Uint8Array): Promise<InferenceModel> {
  const { InferenceSession, Tensor: OrtTensor, env } = await import('onnxruntime-node');
  // Warnings about foldable constants are of no use to a reader, and errors are thrown too: one line is enough.
  const session = await InferenceSession.create(bytes, { logSeverityLevel: 4 });
  return {
    runtime: `onnxruntime-node ${env.versions.node ?? 'of unknown version'} (cpu)`,
    run: async (feeds, outputs = session.outputNames) => {
      const tensors = Object.entries(feeds).map(
        ([name, { type, data, shape }]) => [name, new OrtTensor(type, data as string[], [...shape])] as const,
      );
      const found = await session.run(Object.fromEntries(tensors), outputs);
      return Object.fromEntries(
        Object.entries(found).map(([name, { type, data, dims }]) => [
          name,
          { type: type as TensorType, data: data as TensorNumbers | string[], shape: dims },
        ]),
      );
    },
    close: () => session.release(),
  };
}
