import { Worker } from 'node:worker_threads';
import { ServiceError } from '../service-error.ts';
import type { Answered, Asked, TaskName } from './tasks.ts';
import { fromWords, type FromWorker, type ToWorker, type WorkerStart } from './worker-words.ts';

/** A thread that does one task after the other. */
export interface TaskThread {
  /** Resolves when it can begin; rejects when it ends before. */
  readonly ready: Promise<void>;
  /** Whether it has come to its end. */
  readonly isOver: boolean;
  /** Does a task; only when none is being done. @throws ServiceError; the signal's reason */
  run<Name extends TaskName>(
    name: Name,
    model: string,
    asked: Asked<Name>,
    signal: AbortSignal,
  ): Promise<Answered<Name>>;
  end(): Promise<void>;
}

/**
 * Starts a thread. One that fails is over; one that does not stop when it is told to is ended, and the process with its
 * graphs ends with it.
 *
 * @param patience milliseconds that a task may go on when it was told to stop
 */
export function startThread(start: WorkerStart, patience: number): TaskThread {
  const worker = new Worker(new URL('task-worker.ts', import.meta.url), { workerData: start });
  // A service that ends does not wait for it.
  worker.unref();
  const { promise: ready, resolve: isReady, reject: isNot } = Promise.withResolvers<void>();
  // Whoever does not wait for it hears of it from a task.
  ready.catch(() => {});
  let isOver = false;
  let settle: ((words: FromWorker | Error) => void) | null = null;
  const fail = (error: Error): void => {
    isOver = true;
    isNot(error);
    settle?.(error);
  };
  worker.on('message', (words: FromWorker) => (words.kind === 'ready' ? isReady() : settle?.(words)));
  worker.on('error', (cause) => fail(new ServiceError('model-failed', 'the work has failed', { cause })));
  worker.on('exit', () => fail(new ServiceError('model-failed', 'the work was ended before it was done')));

  async function run<Name extends TaskName>(
    name: Name,
    model: string,
    asked: Asked<Name>,
    signal: AbortSignal,
  ): Promise<Answered<Name>> {
    await ready;
    signal.throwIfAborted();
    const { promise, resolve } = Promise.withResolvers<FromWorker | Error>();
    settle = resolve;
    let late: NodeJS.Timeout | undefined;
    const stop = (): void => {
      worker.postMessage({ kind: 'stop' } satisfies ToWorker);
      late = setTimeout(() => void worker.terminate(), patience);
    };
    signal.addEventListener('abort', stop);
    worker.postMessage({ kind: 'task', name, model, asked } satisfies ToWorker);
    const words = await promise;
    settle = null;
    signal.removeEventListener('abort', stop);
    clearTimeout(late);
    signal.throwIfAborted();
    if (words instanceof Error) throw words;
    if (words.kind === 'answer') return words.answer as Answered<Name>;
    throw fromWords(words);
  }

  return {
    ready,
    get isOver() {
      return isOver;
    },
    run,
    end: async () => {
      await worker.terminate();
    },
  };
}
