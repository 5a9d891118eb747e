// The program of a worker thread: does one task after the other, with models of its own.
import { parentPort, workerData } from 'node:worker_threads';
import { sessionPool } from '@modelfolio/inference/node/session-pool';
import type { LoadedModel } from '../models/loaded-model.ts';
import { openModel } from '../models/open-model.ts';
import { runTask } from './tasks.ts';
import { toWords, type FromWorker, type ToWorker, type WorkerStart } from './worker-words.ts';

const { models, timeLimit } = workerData as WorkerStart;
const sessions = sessionPool();
const opened = new Map<string, Promise<LoadedModel>>();
let stopping = new AbortController();

parentPort?.on('message', (told: ToWorker) => {
  if (told.kind === 'stop') return stopping.abort(new Error('nobody waits for it any more'));
  stopping = new AbortController();
  void answer(told, stopping.signal).then((words) => parentPort?.postMessage(words));
});

parentPort?.postMessage({ kind: 'ready' } satisfies FromWorker);

async function answer(
  { name, model, asked }: Extract<ToWorker, { kind: 'task' }>,
  signal: AbortSignal,
): Promise<FromWorker> {
  try {
    return { kind: 'answer', answer: await runTask(name, await modelOf(model), asked, signal) };
  } catch (error) {
    return toWords(error);
  }
}

/** A model, opened when it is first asked. */
function modelOf(id: string): Promise<LoadedModel> {
  const known = opened.get(id);
  if (known) return known;
  const content = models.find((each) => each.id === id);
  if (!content) return Promise.reject(new RangeError('a model that the worker does not have'));
  const model = openModel(content, (bytes, limits) => sessions.open(bytes, { timeLimit, ...limits }));
  opened.set(id, model);
  model.catch(() => opened.delete(id));
  return model;
}
