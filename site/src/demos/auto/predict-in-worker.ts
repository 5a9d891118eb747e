import type { LoadedEngine } from '@modelfolio/pages/engine/inference-engine';
import type { RunSteps } from '@modelfolio/pages/RunProgress';
import { loadingWords } from '@modelfolio/pages/loading-words';
import { spawnEngine } from '../workers/spawn-engine.ts';
import type { AutoModel } from './auto-model.ts';
import type { BatchResult } from './batch.ts';

/** A file to predict; its bytes are read or fetched beside the model. */
export type PredictedFile = {
  name: string;
  bytes: (signal: AbortSignal) => Promise<Uint8Array<ArrayBuffer>>;
};

/**
 * Predicts all rows of a file in a worker of its own. Aborting ends the worker: nothing else stops a prediction that runs.
 *
 * @throws DemoError
 */
export async function predictInWorker(
  { engine: spec, sides, labels }: Pick<AutoModel, 'engine' | 'sides' | 'labels'>,
  file: PredictedFile,
  say: (steps: RunSteps) => void,
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
