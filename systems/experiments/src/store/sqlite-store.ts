import { Worker } from 'node:worker_threads';
import { programBeside } from '@modelfolio/inference/node/program-beside';
import { MlflowError } from '../mlflow-error.ts';
import { operations } from '../operations/operations.ts';
import type { Store } from '../store.ts';
import type { Answer, ThreadOrders } from './sqlite-thread-work.ts';

interface Options {
  /** Where artifacts of new experiments go. */
  readonly artifactRoot: string;
  /** Threads that answer what only reads (default 1). */
  readonly readers?: number;
  /** Milliseconds that looking for something may take (default 30,000). */
  readonly timeLimit?: number;
}

/**
 * A store on an SQLite file: one thread writes, others read what is written.
 *
 * @throws Failure where the file cannot be opened or is no store
 */
export async function openSqliteStore(
  file: string,
  { artifactRoot, readers = 1, timeLimit }: Options,
): Promise<Store> {
  const orders = { file, artifactRoot, ...(timeLimit !== undefined && { timeLimit }) };
  // First the writer: it makes what is missing.
  const writer = await startThread({ ...orders, writes: true });
  const reading = await Promise.all(
    Array.from({ length: readers }, () => startThread({ ...orders, writes: false })),
  );
  return {
    call: (name, json, { server, experiments }, signal) => {
      const threads = operations[name].writes ? [writer] : reading;
      const thread = threads.reduce((least, each) => (each.waiting < least.waiting ? each : least));
      return thread.ask({ name, json, caller: { server, experiments } }, signal);
    },
    close: async () => {
      await Promise.all(reading.map((each) => each.end()));
      // Last the writer: what is in the write-ahead log goes to the file when nobody else has it open.
      await writer.end();
    },
  };
}

interface Thread {
  /** Questions that are not answered yet. */
  readonly waiting: number;
  ask(question: object, signal: AbortSignal | undefined): Promise<string>;
  end(): Promise<void>;
}

async function startThread(orders: ThreadOrders): Promise<Thread> {
  const worker = new Worker(programBeside(import.meta.url, 'sqlite-thread'), { workerData: orders });
  const open = new Map<number, PromiseWithResolvers<string>>();
  let lastId = 0;
  let failure: Error | null = null;
  const started = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<void>();
  worker.on('message', (message: Answer | 'ready') => {
    if (message === 'ready') return started.resolve();
    const asked = open.get(message.id);
    open.delete(message.id);
    if ('json' in message) asked?.resolve(message.json);
    else asked?.reject(new MlflowError(message.code, message.message));
  });
  worker.on('error', (error) => {
    failure = error as Error;
    started.reject(error);
  });
  worker.on('exit', () => {
    for (const { reject } of open.values())
      reject(new MlflowError('TEMPORARILY_UNAVAILABLE', 'The server is shutting down.', { cause: failure }));
    open.clear();
    failure ??= new Error('the thread of the database has ended');
    ended.resolve();
  });
  await started.promise;
  return {
    get waiting() {
      return open.size;
    },
    ask: (question, signal) => {
      if (failure)
        throw new MlflowError('INTERNAL_ERROR', 'The database cannot be used any more.', { cause: failure });
      const id = ++lastId;
      const asked = Promise.withResolvers<string>();
      open.set(id, asked);
      worker.postMessage({ ...question, id });
      signal?.addEventListener('abort', () => asked.reject(signal.reason), { once: true });
      return asked.promise;
    },
    end: () => {
      worker.postMessage('end');
      return ended.promise;
    },
  };
}
