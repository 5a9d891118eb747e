import { runOrtSession } from '../ort-session.ts';
import type { Session } from '../session.ts';

/**
 * Opens a graph with ONNX Runtime on the CPU in this very process, where nothing can stop it: for the child that `openSession`
 * starts, and to measure what that child costs. The runtime is loaded on demand: 40 MB that most commands never need.
 *
 * @param threads threads that one operator may use; the runtime's own choice when left out
 */
export async function openHere(bytes: Uint8Array, threads?: number): Promise<Session> {
  // On Linux it reports its use to Microsoft from version 1.29 on, unless told before it is loaded
  // (https://github.com/microsoft/onnxruntime/blob/main/docs/Privacy.md).
  process.env['ORT_DISABLE_TELEMETRY'] ??= '1';
  const runtime = await import('onnxruntime-node');
  const session = await runtime.InferenceSession.create(bytes, {
    // Warnings about foldable constants are of no use to a reader, and errors are thrown too: one line is enough.
    logSeverityLevel: 4,
    ...(threads !== undefined && { intraOpNumThreads: threads }),
  });
  return {
    runtime: `onnxruntime-node ${runtime.env.versions.node ?? 'of unknown version'} (cpu)`,
    inputs: session.inputNames,
    outputs: session.outputNames,
    run: (feeds, wanted = session.outputNames) => runOrtSession(runtime, session, feeds, wanted),
    close: () => session.release(),
  };
}
