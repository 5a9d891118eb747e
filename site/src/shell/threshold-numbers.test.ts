import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { classificationEvaluation } from '@modelfolio/schemas';
import { expect, it } from 'vitest';
import { thresholdNumbers } from './threshold-numbers.ts';

const path = join(import.meta.dirname, '../../../models/census-income/evaluation.json');

it('are those of the evaluation at every threshold', () => {
  const { thresholds } = classificationEvaluation.parse(JSON.parse(readFileSync(path, 'utf8')));
  for (const row of thresholds?.rows ?? []) {
    const { truePositives, falsePositives, falseNegatives, trueNegatives } = row;
    const numbers = thresholdNumbers(
      truePositives,
      falsePositives,
      truePositives + falseNegatives,
      trueNegatives + falsePositives,
    );
    expect(numbers).toMatchObject({ truePositives, falsePositives, falseNegatives, trueNegatives });
    // As they are printed: a share of no rows is no number.
    const printed = (value: number | null): string => value?.toFixed(12) ?? 'undefined';
    for (const name of ['recall', 'precision', 'specificity', 'f1'] as const)
      expect(printed(numbers[name])).toBe(printed(row[name]));
  }
  expect(thresholds?.rows).toHaveLength(101);
});

it('has no shares of nothing', () => {
  expect(thresholdNumbers(0, 0, 0, 5)).toMatchObject({
    recall: null,
    precision: null,
    f1: null,
    specificity: 1,
  });
});
