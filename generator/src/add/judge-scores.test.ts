import { tensorOf } from '@modelfolio/inference';
import type { ModelManifest } from '@modelfolio/schemas';
import { expect, test } from 'vitest';
import { judgeScores } from './judge-scores.ts';

const output: ModelManifest['output'] = {
  task: 'multiclass-classification',
  probabilities: 'p',
  activation: 'none',
  prediction: null,
  classes: ['a', 'b', 'c'],
  positive: null,
  targets: null,
};
const of = (row: readonly number[]) => ({
  p: tensorOf('float32', [...row, ...row], [2, row.length]),
});

test('probabilities fit, logits need an activation', () => {
  expect(judgeScores(output, of([0.2, 0.3, 0.5]), 2)).toEqual({ outcome: 'fits' });
  expect(judgeScores(output, of([-2, 0.3, 5]), 2)).toEqual({
    outcome: 'needs-activation',
    activation: 'softmax',
  });
  expect(judgeScores(output, of([3]), 2)).toEqual({ outcome: 'needs-activation', activation: 'sigmoid' });
  expect(judgeScores({ ...output, activation: 'softmax' }, of([-2, 0.3, 5]), 2)).toEqual({ outcome: 'fits' });
  expect(judgeScores({ ...output, task: 'regression', probabilities: null }, of([9]), 2)).toEqual({
    outcome: 'fits',
  });
});

test('no activation is offered for an answer in each column', () => {
  expect(() => judgeScores(output, of([0.9, 0.8, 0.1]), 2)).toThrow(
    /an answer for each of 3 columns, as of several labels a row \(multi-label\).*not supported yet/,
  );
});
