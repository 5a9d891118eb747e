import type { BatchProgress } from '../auto/batch.ts';
import type { EngineReply, EngineRequest } from './engine-messages.ts';
import {
  EngineError,
  type EngineSpec,
  type InferenceEngine,
  type LoadedEngine,
  type LoadProgress,
  type Prediction,
} from './inference-engine.ts';

/** The part of a `Worker` that is used here. */
export type EngineWorker = Pick<Worker, 'terminate' | 'addEventListener'> & {
  postMessage: (request: EngineRequest, options: { transfer: Transferable[] }) => void;
};

type Answer = Exclude<EngineReply, { kind: 'progress' | 'batch-progress' | 'check-progress' | 'failed' }>;

type Waiting = {
  progress?: (progress: LoadProgress) => void;
  batchProgress?: (progress: BatchProgress) => void;
  checkProgress?: (share: number) => void;
  resolve: (reply: Answer) => void;
  reject: (error: EngineError) => void;
};

type Listeners = Omit<Waiting, 'resolve' | 'reject'>;

type RequestBody = EngineRequest extends infer R ? (R extends { id: number } ? Omit<R, 'id'> : never) : never;

/**
 * An engine that lives in a worker of its own, so that the page never stalls.
 *
 * @param spawn starts the worker; called by `load`, never before
 */
export function createWorkerEngine(spec: EngineSpec, spawn: () => EngineWorker): InferenceEngine {
  let worker: EngineWorker | undefined;
  let nextId = 0;
  const waiting = new Map<number, Waiting>();

  function stop(error: EngineError): void {
    worker?.terminate();
    worker = undefined;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  }

  const cancel = () => stop(new EngineError('cancelled', 'Cancelled.'));

  function start(): EngineWorker {
    const started = spawn();
    started.addEventListener('message', ({ data }: MessageEvent<EngineReply>) => {
      const waiter = waiting.get(data.id);
      if (data.kind === 'progress') return waiter?.progress?.(data.progress);
      if (data.kind === 'batch-progress') return waiter?.batchProgress?.(data.progress);
      if (data.kind === 'check-progress') return waiter?.checkProgress?.(data.share);
      waiting.delete(data.id);
      if (data.kind === 'failed')
        waiter?.reject(
          new EngineError(data.code, data.message, data.hint === undefined ? {} : { hint: data.hint }),
        );
      else waiter?.resolve(data);
    });
    started.addEventListener('error', (event) => {
      event.preventDefault();
      stop(
        new EngineError('download', 'The runtime could not be started.', {
          cause: event.message,
          hint: 'Check the connection and try again.',
        }),
      );
    });
    return started;
  }

  function ask(body: RequestBody, listeners: Listeners = {}, signal?: AbortSignal) {
    return new Promise<Answer>((resolve, reject) => {
      if (!worker) return reject(new EngineError('model', 'The model is not loaded.'));
      if (signal?.aborted) return reject(new EngineError('cancelled', 'Cancelled.'));
      const id = nextId++;
      waiting.set(id, { ...listeners, resolve, reject });
      // The worker answers that it has ended.
      signal?.addEventListener(
        'abort',
        () => {
          if (waiting.has(id)) worker?.postMessage({ id, kind: 'stop' }, { transfer: [] });
        },
        { once: true },
      );
      worker.postMessage({ ...body, id }, { transfer: [] });
    });
  }

  return {
    async load(progress, signal): Promise<LoadedEngine> {
      if (signal.aborted) throw new EngineError('cancelled', 'Cancelled.');
      worker = start();
      signal.addEventListener('abort', cancel, { once: true });
      try {
        const reply = await ask({ kind: 'load', spec }, { progress });
        if (reply.kind !== 'loaded') throw new EngineError('model', `unexpected reply ${reply.kind}`);
        return reply.loaded;
      } catch (error) {
        worker?.terminate();
        worker = undefined;
        throw error;
      } finally {
        signal.removeEventListener('abort', cancel);
      }
    },
    async predict(batch): Promise<Prediction> {
      const reply = await ask({ kind: 'predict', batch });
      if (reply.kind !== 'predicted') throw new EngineError('model', `unexpected reply ${reply.kind}`);
      return reply.prediction;
    },
    async run(feeds, wanted) {
      const reply = await ask({ kind: 'run', feeds, wanted });
      if (reply.kind !== 'ran') throw new EngineError('model', `unexpected reply ${reply.kind}`);
      return reply.result;
    },
    async batch(request, batchProgress) {
      const reply = await ask({ kind: 'batch', request }, { batchProgress });
      if (reply.kind !== 'batched') throw new EngineError('model', `unexpected reply ${reply.kind}`);
      return reply.result;
    },
    async attribute(request, signal) {
      const reply = await ask({ kind: 'attribute', request }, {}, signal);
      if (reply.kind !== 'attributed') throw new EngineError('model', `unexpected reply ${reply.kind}`);
      return reply.attribution;
    },
    async checkAttribution(request, checkProgress, signal) {
      const reply = await ask({ kind: 'check', request }, { checkProgress }, signal);
      if (reply.kind !== 'checked') throw new EngineError('model', `unexpected reply ${reply.kind}`);
      return reply.check;
    },
    async dispose() {
      cancel();
    },
  };
}
