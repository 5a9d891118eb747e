// A thread that makes pages for modelfolio-site.
import { workerData } from 'node:worker_threads';
import { renderInWorker } from '../renderer/server/entry.mjs';

export default (task) => renderInWorker(workerData, task);
