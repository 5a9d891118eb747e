import type { LoadedEngine } from '@modelfolio/pages/engine/inference-engine';
import { loadingWords } from '../shared/loading-words.ts';
import { spawnEngine } from '../workers/spawn-engine.ts';
import type { AutoModel } from './auto-model.ts';
import type { BatchResult } from './batch.ts';

/** A file to predict; its bytes are read or fetched beside the model. */
export type PredictedFile = {
  name: string;
  bytes: (signal: AbortSignal) => Promise<Uint8Array<ArrayBuffer>>;
};

/** What is being done, and the rows that are ready of all of them; `rows` is 0 as long as they are not known. */
export type BatchSteps = { text: string; done: number; rows: number };

/**
 * Predicts all rows of a file in a worker of its own. Aborting ends the worker: nothing else stops a prediction that runs.
 *
 * @throws DemoError
 */
export async function predictInWorker(
  { engine: spec, sides, labels }: Pick<AutoModel, 'engine' | 'sides' | 'labels'>,
  file: PredictedFile,
  say: (steps: BatchSteps) => void,
  signal: AbortSignal,
): Promise<{ engine: LoadedEngine; result: BatchResult }> {
  const worker = spawnEngine(spec);
  const stop = () => void worker.dispose();
  signal.addEventListener('abort', stop, { once: true });
  try {
    const [engine, bytes] = await Promise.all([
      worker.load((progress) => say({ text: loadingWords(progress), done: 0, rows: 0 }), signal),
      file.bytes(signal),
    ]);
    say({ text: `Reading ${file.name}`, done: 0, rows: 0 });
    const result = await worker.ask(
      'batch',
      { sides, bytes, fileName: file.name, labels },
      {
        step: ({ done, rows }) =>
          say({ text: `${done.toLocaleString('en')} of ${rows.toLocaleString('en')} rows`, done, rows }),
      },
    );
    return { engine, result };
  } finally {
    signal.removeEventListener('abort', stop);
    stop();
  }
}
