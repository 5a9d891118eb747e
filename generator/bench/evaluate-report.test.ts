import { someCircumstances } from '@modelfolio/measuring/testing/circumstances';
import { expect, test } from 'vitest';
import { evaluateReport, speedup, type EvaluateCase } from './evaluate-report.ts';

const measured: EvaluateCase = {
  classes: 2,
  rows: 100_000,
  replicates: 1000,
  sampled: 50,
  modelfolio: { seconds: 5, peakBytes: 1e8, rocAuc: 0.9 },
  scikitLearn: { seconds: 20, peakBytes: 2e8, rocAuc: 0.9 },
};

test('scikit-learn’s time is scaled to as many resamples', () => {
  expect(speedup(measured)).toBe(80);
  const { figures } = evaluateReport([measured], someCircumstances);
  expect(figures['scikitLearnSeconds2']?.value).toBe(400);
});

test('two that compute different things are not compared', () => {
  const other = { ...measured, scikitLearn: { ...measured.scikitLearn, rocAuc: 0.91 } };
  expect(() => speedup(other)).toThrow('ROC AUC');
});
