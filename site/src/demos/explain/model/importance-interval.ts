import type { IntervalAnswer, IntervalQuestion } from './interval-messages.ts';

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
