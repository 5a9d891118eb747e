import { shapSummary } from '@modelfolio/explainability';
import type { IntervalAnswer, IntervalQuestion } from './interval-messages.ts';

addEventListener('message', ({ data }: MessageEvent<IntervalQuestion>) => {
  const { values, rows, features, seed } = data;
  const { low, high } = shapSummary({ values, rows, columns: features }, { seed });
  postMessage({ low, high } satisfies IntervalAnswer);
});
