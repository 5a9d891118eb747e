import { describe, expect, it } from 'vitest';
import { kFolds, stratifiedFolds } from './folds.ts';

const classes = [2, 0, 0, 1, 2, 2, 0, 1, 0, 0, 2, 1, 0];

// scikit-learn 1.9.1: the test folds of KFold(4) of 11 rows, and of StratifiedKFold(3).
describe('folds are scikit-learn’s', () => {
  it.each([
    [null, [0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3]],
    [5, [2, 2, 0, 3, 1, 0, 3, 1, 0, 2, 1]],
  ])('of rows, with the seed %s', (seed, wanted) => {
    expect([...kFolds(11, { folds: 4, seed })]).toEqual(wanted);
  });

  it.each([
    [null, [0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2]],
    [5, [0, 1, 1, 0, 0, 1, 2, 1, 0, 0, 2, 2, 2]],
  ])('of classes, with the seed %s', (seed, wanted) => {
    expect([...stratifiedFolds(classes, { folds: 3, seed })]).toEqual(wanted);
  });
});
