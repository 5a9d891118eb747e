import type { Summary } from './analysis.ts';
import type { AnalysisPage } from './use-analysis.ts';
import { useKeptAnswer, type KeptAnswer } from './use-kept-answer.ts';

/** Rows that are explained where that is quick, and where each row takes the model thousands of answers. */
const most = { quick: 20_000, slow: 200 };

/** Shapley values of every row, or of a sample where no method is quick enough: the first row's explanation tells. */
export function useSummary({ client, state, data, cellsOf }: AnalysisPage): KeptAnswer<Summary> {
  const { place, seed, background, grouped } = state;
  // LIME has no values that add up over rows.
  const method = state.method === 'lime' ? 'auto' : state.method;
  const question = { place, method, seed, background, grouped };
  return useKeptAnswer(
    client,
    JSON.stringify(['summary', question]),
    async (asked, { signal, step }): Promise<Summary> => {
      const cells = (data && cellsOf(0)) ?? [];
      const first = await asked.ask('explain', { ...question, cells }, { channel: 'summary', signal });
      const { method: used } = first.attribution;
      const quick = used === 'tree' || used === 'linear';
      return asked.ask('summary', { ...question, most: quick ? most.quick : most.slow }, { signal, step });
    },
  );
}

/** How an explanation of many rows came about, in a sentence. */
export function summaryWords({ rows, method }: Summary, all: number): string {
  const exact = method === 'kernel' ? 'Estimated by KernelSHAP' : 'Exact Shapley values';
  if (rows.length === all) return `${exact} of all ${all.toLocaleString('en')} rows.`;
  return `${exact} of a sample of ${rows.length.toLocaleString('en')} of ${all.toLocaleString('en')} rows${
    method === 'tree' || method === 'linear'
      ? ''
      : ': this model has no quick method, so not every row is asked'
  }.`;
}
