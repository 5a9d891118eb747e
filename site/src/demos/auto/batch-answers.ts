import type { Answers } from '@modelfolio/pages/worker/serve-calls';
import type { InferenceEngine } from '@modelfolio/pages/engine/inference-engine';
import type { BatchCalls } from './batch.ts';

/** {@link predictTable} where the engine lives; its code is fetched with the first table. */
export function batchAnswers(run: InferenceEngine['run']): Answers<BatchCalls> {
  return {
    async batch(request, { step }) {
      const { predictTable } = await import('./predict-table.ts');
      return predictTable(run, request, step);
    },
  };
}
