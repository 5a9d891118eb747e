import { Worker } from 'node:worker_threads';
import { programBeside } from '@modelfolio/inference/node/program-beside';
import { MlflowError } from '../mlflow-error.ts';
import { operations, type OperationName } from '../operations/operations.ts';
import type { Store } from '../store.ts';
import type { Answer, ThreadOrders } from './sqlite-thread-work.ts';

interface Options {
  /** Where artifacts of new experiments go. */
  readonly artifactRoot: string;
  /** Threads that search (default 1). */
  readonly searchThreads?: number;
  /** Seconds that a search may take (default 20). */
  readonly searchSeconds?: number;
}

/**
 * A store on an SQLite file: one thread writes, others read what is written. One of them never searches: what is quick is
 * answered while searches take their time.
 *
 * @throws Failure where the file cannot be opened or is no store
 */
export async function openSqliteStore(
  file: string,
  { artifactRoot, searchThreads = 1, searchSeconds = 20 }: Options,
): Promise<Store> {
  const orders = { file, artifactRoot, searchSeconds };
  // First the writer: it makes what is missing.
  const writer = await startThread({ ...orders, writes: true });
  const quick = await startThread({ ...orders, writes: false });
  const searching = Array.from({ length: searchThreads }, () =>
    threadWhenAsked({ ...orders, writes: false }),
  );
  function threadsFor(name: OperationName): readonly Thread[] {
    if (operations[name].writes) return [writer];
    if (name.startsWith('search')) return searching;
    return [quick];
  }
  return {
    call: (name, json, { server, experiments }, signal) => {
      const thread = threadsFor(name).reduce((least, each) => (each.waiting < least.waiting ? each : least));
      return thread.ask({ name, json, caller: { server, experiments } }, signal);
    },
    close: async () => {
      await Promise.all([quick, ...searching].map((each) => each.end()));
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

/** A thread that starts when it is first asked: it costs memory, and some never search. */
function threadWhenAsked(orders: ThreadOrders): Thread {
  let started: Promise<Thread> | null = null;
  let thread: Thread | null = null;
  let early = 0;
  return {
    get waiting() {
      return early + (thread?.waiting ?? 0);
    },
    async ask(question, signal) {
      early += 1;
      try {
        thread = await (started ??= startThread(orders));
      } catch (error) {
        started = null;
        throw error;
      } finally {
        early -= 1;
      }
      return thread.ask(question, signal);
    },
    end: async () => (await started)?.end(),
  };
}

async function startThread(orders: ThreadOrders): Promise<Thread> {
  const worker = new Worker(programBeside(import.meta.url, 'sqlite-thread'), {
    workerData: orders,
    // What an answer is made of is garbage soon: a third of Node's own limit takes as long and less memory.
    resourceLimits: { maxYoungGenerationSizeMb: 16 },
  });
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
