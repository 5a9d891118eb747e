import type { ModelContent } from '../models/loaded-model.ts';
import type { DearWork } from './dear-work.ts';
import { startThread, type TaskThread } from './task-thread.ts';

interface WorkerPoolOptions {
  /** Tasks that are done at the same time, each in a thread of its own; more wait for their turn. */
  readonly threads: number;
  /** The models that there are when a thread begins. */
  readonly models: () => readonly ModelContent[];
  /** Seconds that a graph may take to open or run. */
  readonly timeLimit: number;
  /** Milliseconds that a task may go on when it was told to stop. Default: 1,000. */
  readonly patience?: number;
}

/** {@link DearWork} in threads. */
export interface WorkerPool extends DearWork {
  /** Starts all threads, which otherwise start when they are needed; resolves when they can begin. */
  start(): Promise<void>;
}

/**
 * Does tasks in worker threads, so that the main thread is free for whoever asks meanwhile: the mathematics of an
 * explanation keeps a thread busy for hundreds of milliseconds at a time. A thread that has ended is replaced when there
 * is a task for it.
 */
export function workerPool({ threads, models, timeLimit, patience = 1000 }: WorkerPoolOptions): WorkerPool {
  /** Places of threads that do nothing; a place may have no thread yet, or one that is over. */
  const free = Array.from({ length: threads }, (): { thread: TaskThread | null } => ({ thread: null }));
  const all = [...free];
  const waiting: ((place: (typeof free)[number]) => void)[] = [];

  function threadAt(place: (typeof free)[number]): TaskThread {
    if (place.thread === null || place.thread.isOver)
      place.thread = startThread({ models: models(), timeLimit }, patience);
    return place.thread;
  }

  async function take(signal: AbortSignal): Promise<(typeof free)[number]> {
    signal.throwIfAborted();
    const place = free.pop();
    if (place) return place;
    const { promise, resolve, reject } = Promise.withResolvers<(typeof free)[number]>();
    waiting.push(resolve);
    const leave = (): void => {
      const at = waiting.indexOf(resolve);
      if (at === -1) return;
      waiting.splice(at, 1);
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', leave);
    return promise.finally(() => signal.removeEventListener('abort', leave));
  }

  return {
    run: async (name, model, asked, signal) => {
      const place = await take(signal);
      try {
        return await threadAt(place).run(name, model, asked, signal);
      } finally {
        const next = waiting.shift();
        if (next) next(place);
        else free.push(place);
      }
    },
    start: async () => {
      await Promise.all(all.map((place) => threadAt(place).ready));
    },
    end: async () => {
      await Promise.all(all.map(async ({ thread }) => thread?.end()));
    },
  };
}
