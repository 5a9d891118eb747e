import type { Explanation, ReviewQuestion } from '@modelfolio/schemas';
import type { Said } from './said.ts';

/** An explanation whose questions are still to be answered. */
export type Unquestioned = Pick<Explanation, 'output' | 'attribution' | 'importance' | 'fairness' | 'errors'>;

/** A question with its answer; a place that the answer uses twice is listed once. */
export function answered(about: string | null, question: string, { text, figures }: Said): ReviewQuestion {
  return { about, question, answer: text, figures: [...new Set(figures)] };
}
