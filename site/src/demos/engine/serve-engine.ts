import type { BatchProgress } from '../auto/batch.ts';
import type { EngineReply, EngineRequest } from './engine-messages.ts';
import { EngineError, type EngineSpec, type InferenceEngine } from './inference-engine.ts';

/** The part of a dedicated worker's global scope that is used here. */
export type WorkerScope = {
  addEventListener: (kind: 'message', listener: (event: MessageEvent<EngineRequest>) => void) => void;
  postMessage: (reply: EngineReply, options: { transfer: Transferable[] }) => void;
};

/**
 * Answers a page's requests with one engine. Cancelling is the page's business: it ends the worker,
 * which frees the memory that WebAssembly never gives back.
 */
export function serveEngine(scope: WorkerScope, create: (spec: EngineSpec) => InferenceEngine): void {
  let engine: InferenceEngine | undefined;
  const never = new AbortController().signal;
  /** Requests that the page may end. */
  const stops = new Map<number, AbortController>();
  const send = (reply: EngineReply, transfer: Transferable[] = []) => scope.postMessage(reply, { transfer });

  async function explain(
    from: InferenceEngine,
    { id, kind, request }: Extract<EngineRequest, { kind: 'attribute' | 'check' }>,
    signal: AbortSignal,
  ): Promise<void> {
    if (kind === 'attribute') {
      const attribution = await from.attribute(request, signal);
      send({ id, kind: 'attributed', attribution }, [attribution.values.buffer]);
    } else {
      const progress = (share: number) => send({ id, kind: 'check-progress', share });
      send({ id, kind: 'checked', check: await from.checkAttribution(request, progress, signal) });
    }
  }

  async function answer(request: Exclude<EngineRequest, { kind: 'stop' }>): Promise<void> {
    const { id } = request;
    if (request.kind === 'load') {
      engine = create(request.spec);
      const loaded = await engine.load((progress) => send({ id, kind: 'progress', progress }), never);
      send({ id, kind: 'loaded', loaded });
      return;
    }
    if (!engine) throw new EngineError('model', 'The model is not loaded.');
    if (request.kind === 'run') {
      send({ id, kind: 'ran', result: await engine.run(request.feeds, request.wanted) });
      return;
    }
    if (request.kind === 'batch') {
      const progress = (step: BatchProgress) => send({ id, kind: 'batch-progress', progress: step });
      send({ id, kind: 'batched', result: await engine.batch(request.request, progress) });
      return;
    }
    if (request.kind === 'attribute' || request.kind === 'check') {
      const stop = new AbortController();
      stops.set(id, stop);
      try {
        await explain(engine, request, stop.signal);
      } finally {
        stops.delete(id);
      }
      return;
    }
    const prediction = await engine.predict(request.batch);
    send({ id, kind: 'predicted', prediction }, [prediction.probabilities.buffer]);
  }

  scope.addEventListener('message', ({ data: request }) => {
    if (request.kind === 'stop') {
      stops.get(request.id)?.abort();
      return;
    }
    answer(request).catch((error: unknown) => {
      const known = error instanceof EngineError;
      // Only a known error is meant for a visitor; the console of the worker keeps the rest.
      if (!known || error.cause !== undefined) console.warn(error);
      send({
        id: request.id,
        kind: 'failed',
        code: known ? error.code : 'model',
        message: known ? error.message : 'The model stopped working in this browser.',
        hint: known ? error.hint : 'Reload the page to try again.',
      });
    });
  });
}
