import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { answerWith, type ThreadOrders } from './sqlite-thread-work.ts';

// The thread of a connection to an SQLite database: one writes, others read.
answerWith(parentPort as MessagePort, workerData as ThreadOrders);
