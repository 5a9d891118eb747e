import { DemoError } from '@modelfolio/pages/demo-error';
import { WorkerClient } from '@modelfolio/pages/worker/worker-client';
import type { Analysis } from './analysis.ts';

/** Asks the worker that holds model and data; nothing is computed on the page. */
export type AnalysisClient = WorkerClient<Analysis>;

/** Starts a worker that holds model, data and the explanations' code. */
export function startAnalysis(): AnalysisClient {
  return new WorkerClient<Analysis>(
    () =>
      new Worker(new URL('../worker/analysis.worker.ts', import.meta.url), {
        type: 'module',
        name: 'analysis',
      }),
    (cause) =>
      new DemoError('worker', 'The analysis could not be started.', {
        cause,
        hint: 'Check the connection and reload the page.',
      }),
  );
}
