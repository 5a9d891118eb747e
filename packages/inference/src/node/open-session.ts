import { runOrtSession } from '../ort-session.ts';
import type { Session } from '../session.ts';

/**
 * Opens a graph with ONNX Runtime on the CPU, as anybody else would run it. The runtime is loaded on demand: 40 MB that
 * most commands never need.
 *
 * @example
 * const session = await openSession(await readFile('model.onnx'));
 * const { probabilities } = await session.run({ image: tensorOf('uint8', pixels, [1, 28, 28]) });
 * await session.close();
 */
export async function openSession(bytes: Uint8Array): Promise<Session> {
  const runtime = await import('onnxruntime-node');
  // Warnings about foldable constants are of no use to a reader, and errors are thrown too: one line is enough.
  const session = await runtime.InferenceSession.create(bytes, { logSeverityLevel: 4 });
  return {
    runtime: `onnxruntime-node ${runtime.env.versions.node ?? 'of unknown version'} (cpu)`,
    inputs: session.inputNames,
    outputs: session.outputNames,
    run: (feeds, wanted = session.outputNames) => runOrtSession(runtime, session, feeds, wanted),
    close: () => session.release(),
  };
}
