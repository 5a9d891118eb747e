import type { Evaluation } from '@modelfolio/schemas';
import { expect, test } from 'vitest';
import { claimOfEvaluation } from './claim-of-evaluation.ts';

const head = {
  modelSha256: 'm',
  dataset: { name: 'rows', split: 'test', digest: 'd', n: 3 },
};
const estimate = (value: number | 'NaN' | 'Infinity') => ({ value, interval: null, n: 3 });

test('a classifier claims its accuracy and every cell, of its rows and bytes', () => {
  const counts = [
    [1, 0],
    [1, 1],
  ];
  const evaluation = {
    ...head,
    task: 'binary-classification',
    metrics: { accuracy: estimate(2 / 3) },
    confusionMatrix: { labels: ['a', 'b'], counts },
  } as unknown as Evaluation;
  expect(claimOfEvaluation(evaluation)).toEqual({
    rows: 3,
    model: 'm',
    data: 'd',
    scores: { kind: 'classes', accuracy: 2 / 3, counts },
  });
});

test('a regressor claims three errors of each target, and what is no number is none', () => {
  const evaluation = {
    ...head,
    task: 'regression',
    targets: [{ name: 'y', metrics: { mae: estimate(1), rmse: estimate('Infinity'), r2: estimate('NaN') } }],
  } as unknown as Evaluation;
  expect(claimOfEvaluation(evaluation).scores).toEqual({
    kind: 'values',
    targets: [{ name: 'y', mae: 1, rmse: Infinity, r2: Number.NaN }],
  });
});
