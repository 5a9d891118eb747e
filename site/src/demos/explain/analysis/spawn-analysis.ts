import type { AnalysisWorker } from './analysis-client.ts';

/** The worker that holds model, data and the explanations' code. */
export function spawnAnalysis(): AnalysisWorker {
  return new Worker(new URL('../worker/analysis.worker.ts', import.meta.url), {
    type: 'module',
    name: 'analysis',
  });
}
