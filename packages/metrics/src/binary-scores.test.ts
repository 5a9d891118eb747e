import { expect, test } from 'vitest';
import { agreementScores, binaryMcc, fBeta } from './binary-scores.ts';
import { confusionMatrix, marginsOf } from './confusion-matrix.ts';

const counts = { truePositives: 6, falsePositives: 1, trueNegatives: 3, falseNegatives: 2 };

test('scores of four counts', () => {
  // scikit-learn 1.9.1: matthews_corrcoef, fbeta_score of twelve such rows.
  expect(binaryMcc(counts)).toBeCloseTo(0.4780914437337574, 12);
  expect(fBeta(counts, 1)).toBeCloseTo(0.8, 12);
  expect(fBeta(counts, 2)).toBeCloseTo(30 / 39, 12);
  expect(binaryMcc({ ...counts, truePositives: 0, falseNegatives: 0 })).toBe(0);
  expect(fBeta({ truePositives: 0, falsePositives: 0, trueNegatives: 3, falseNegatives: 0 }, 1)).toBe(0);
});

test('agreement of two classes is that of the four counts, and undefined where there is one', () => {
  const actual = [...Array<number>(8).fill(1), ...Array<number>(4).fill(0)];
  const predicted = [1, 1, 1, 1, 1, 1, 0, 0, 1, 0, 0, 0];
  const found = agreementScores(marginsOf(confusionMatrix(actual, predicted, 2), 2));
  expect(found.mcc).toBeCloseTo(binaryMcc(counts), 12);
  // cohen_kappa_score: (0.75 − 19/36) / (1 − 19/36)
  expect(found.kappa).toBeCloseTo(8 / 17, 12);
  expect(agreementScores(marginsOf(confusionMatrix([1, 1], [1, 1], 2), 2))).toEqual({
    mcc: 0,
    kappa: Number.NaN,
  });
});
