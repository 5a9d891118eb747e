// A thread of a child process that ends the process when its parent is gone or its memory is used up: the main thread
// may hang in native code that nothing inside the process can stop, and SIGKILL does not ask it.
import { Socket } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';
import type { WatchOrders } from './protocol.ts';

const { descriptor, memoryLimit } = workerData as WatchOrders;
const end = (): void => void process.kill(process.pid, 'SIGKILL');

/** Milliseconds: memory grows by some hundred megabytes in it at most. */
const interval = 100;
/** Milliseconds that the main thread has to end by itself when its parent is gone. */
const patience = 200;

const lifeline = new Socket({ fd: descriptor, readable: true, writable: true });
lifeline.on('error', end);
lifeline.on('close', () => setTimeout(end, patience));
lifeline.resume();
setInterval(() => {
  // Whoever reads it learns why the process ended.
  if (process.memoryUsage.rss() > memoryLimit) lifeline.write('m', end);
}, interval);
parentPort?.postMessage('watching');
