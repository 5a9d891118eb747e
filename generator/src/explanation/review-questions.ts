import type { ReviewQuestion } from '@modelfolio/schemas';
import type { Unquestioned } from './answered.ts';
import { errorQuestions } from './error-questions.ts';
import { fairnessQuestions } from './fairness-questions.ts';
import { importanceQuestions } from './importance-questions.ts';
import { smallGroupsQuestion } from './small-groups-question.ts';

/** The questions that a reviewer of any model would ask, each answered from the record's numbers. */
export function reviewQuestions(record: Unquestioned): ReviewQuestion[] {
  return [
    ...importanceQuestions(record),
    ...record.fairness.flatMap((_, at) => fairnessQuestions(record, at)),
    ...record.errors.flatMap((_, at) => errorQuestions(record, at)),
    ...smallGroupsQuestion(record),
  ];
}
