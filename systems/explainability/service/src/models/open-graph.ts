import type { Tensor, TensorNumbers, TensorType } from '@modelfolio/inference';
import { InferenceSession, Tensor as OrtTensor } from 'onnxruntime-node';
import type { RunGraph } from '@modelfolio/explainability';

/** Opens a graph with ONNX Runtime on the CPU. */
export async function openGraph(
  bytes: Uint8Array,
): Promise<{ run: RunGraph; close(): Promise<void> }> {
  // Failures are thrown; what the runtime would write beside them is not in the form of the service's logs.
  const session = await InferenceSession.create(bytes, { logSeverityLevel: 4 });
  return {
    run: async (feeds, wanted) => {
      const given = Object.entries(feeds).map(([name, tensor]) => [name, toOrt(tensor)] as const);
      const found = await session.run(Object.fromEntries(given), wanted);
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

function toOrt({ type, data, shape }: Tensor): OrtTensor {
  return new OrtTensor(type, data as string[], [...shape]);
}
