import type { EngineReply, EngineRequest } from './engine-messages.ts';
import { EngineError, type EngineSpec, type InferenceEngine } from './inference-engine.ts';

/** The part of a dedicated worker's global scope that is used here. */
export type WorkerScope = {
  onmessage: ((event: MessageEvent<EngineRequest>) => void) | null;
  postMessage: (reply: EngineReply, options?: { transfer: Transferable[] }) => void;
};

/**
 * Answers a page's requests with one engine. Cancelling is the page's business: it ends the worker,
 * which frees the memory that WebAssembly never gives back.
 */
export function serveEngine(scope: WorkerScope, create: (spec: EngineSpec) => InferenceEngine): void {
  let engine: InferenceEngine | undefined;
  const never = new AbortController().signal;

  async function answer(request: EngineRequest): Promise<void> {
    const { id } = request;
    if (request.kind === 'load') {
      engine = create(request.spec);
      const loaded = await engine.load(
        (progress) => scope.postMessage({ id, kind: 'progress', progress }),
        never,
      );
      scope.postMessage({ id, kind: 'loaded', loaded });
      return;
    }
    if (!engine) throw new EngineError('model', 'The model is not loaded.');
    const prediction = await engine.predict(request.batch);
    scope.postMessage({ id, kind: 'predicted', prediction }, { transfer: [prediction.probabilities.buffer] });
  }

  scope.onmessage = ({ data: request }) => {
    answer(request).catch((error: unknown) => {
      const known = error instanceof EngineError;
      // Only a known error is meant for a visitor; the console of the worker keeps the rest.
      if (!known || error.cause !== undefined) console.warn(error);
      scope.postMessage({
        id: request.id,
        kind: 'failed',
        code: known ? error.code : 'model',
        message: known ? error.message : 'The model stopped working in this browser.',
        hint: known ? error.hint : 'Reload the page to try again.',
      });
    });
  };
}
