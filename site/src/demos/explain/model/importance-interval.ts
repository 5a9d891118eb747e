/** What the worker of intervals is asked: Shapley values, `[rows, features]`. */
export type IntervalQuestion = { values: Float64Array; rows: number; features: number; seed: number };

/** Ends of the interval of each feature's mean |SHAP|. */
export type IntervalAnswer = { low: Float64Array; high: Float64Array };

/**
 * Asks for the 95 % percentile bootstrap interval of each feature's mean |SHAP|, in a worker of its own: a thousand resamples
 * of all rows take about a second.
 *
 * @returns how to stop
 */
export function askIntervals(
  question: IntervalQuestion,
  answer: (found: IntervalAnswer) => void,
): () => void {
  const worker = new Worker(new URL('./importance-interval.worker.ts', import.meta.url), {
    type: 'module',
    name: 'importance-interval',
  });
  worker.addEventListener('message', ({ data }: MessageEvent<IntervalAnswer>) => {
    answer(data);
    worker.terminate();
  });
  worker.postMessage(question);
  return () => worker.terminate();
}
