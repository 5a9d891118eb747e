import { once } from 'node:events';
import module from 'node:module';
import { Worker } from 'node:worker_threads';
import { readFrame, writeFrame } from './blocking-frames.ts';
import { programBeside } from './program-beside.ts';
import { descriptors, type Question, type Reply, type WatchOrders } from './protocol.ts';
import { replyOf, type Handler } from './reply-of.ts';

/**
 * The main loop of a program that a `Supervisor` starts: answers one question after the other until the parent is gone.
 * A `Failure` that a handler throws arrives as one, any other error as its message.
 *
 * @example
 * await answerParent({ double: ({ number }: { number: number }) => ({ body: 2 * number }) });
 */
export async function answerParent(handlers: Readonly<Record<string, Handler>>): Promise<never> {
  // Ctrl-C reaches the whole group of processes: the parent decides what becomes of this one.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
  const orders: WatchOrders = { descriptor: descriptors.lifeline, memoryLimit: Number(process.argv[2]) };
  const watch = new Worker(programBeside(import.meta.url, 'watch-parent'), { workerData: orders });
  await once(watch, 'message');
  writeFrame(descriptors.frames, { ready: true } satisfies Reply);
  // Written now: this process may be ended at any time, and the next one starts faster.
  module.flushCompileCache();
  for (;;) {
    const question = readFrame(descriptors.frames);
    if (question === null) return leave();
    const { reply, views } = await replyOf(handlers, question.body as Question, question.buffers);
    try {
      writeFrame(descriptors.frames, reply, views);
    } catch {
      // Nobody reads any more.
      return leave();
    }
  }
}

/** Ends this process; not by `process.exit`, which waits for native libraries to take themselves down. */
function leave(): never {
  // Whoever measures this process listens for its end.
  process.emit('exit', 0);
  process.kill(process.pid, 'SIGKILL');
  throw new Error('not reached');
}
