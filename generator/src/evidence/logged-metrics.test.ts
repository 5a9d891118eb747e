import type { RunRecord } from '@modelfolio/schemas';
import { expect, it } from 'vitest';
import { evaluationOf, inputOf, runOf } from '../../test/evidence-records.ts';
import { loggedMetrics, roleOf } from './logged-metrics.ts';

const metrics = (values: Record<string, number | 'NaN'>): RunRecord['metrics'] =>
  Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, { value, step: 0, timestamp: null }]),
  );
const binary = evaluationOf('binary-classification', { accuracy: 0.9, f1: 0.8, logLoss: 0.3, rocAuc: 0.95 });
const verdicts = (
  values: Record<string, number | 'NaN'>,
  evaluation = binary,
  parts: Partial<RunRecord> = {},
) =>
  loggedMetrics(runOf({ metrics: metrics(values), ...parts }), evaluation).map(({ key, metric, verdict }) => [
    key,
    metric,
    verdict,
  ]);

it('tells what was logged on the same split: the same, within the interval, beyond it', () => {
  expect(
    verdicts({ 'test/accuracy': 0.9, eval_f1: 0.83, 'Test Log-Loss': 0.2, 'holdout.roc_auc': 0.9500000001 }),
  ).toEqual([
    ['test/accuracy', 'accuracy', 'equal'],
    ['eval_f1', 'f1', 'within'],
    ['Test Log-Loss', 'logLoss', 'beyond'],
    ['holdout.roc_auc', 'rocAuc', 'equal'],
  ]);
});

it('takes rounded numbers for equal as far as their digits go, and percent for shares', () => {
  const odd = evaluationOf('multiclass-classification', { accuracy: 0.87237 });
  expect(verdicts({ test_acc: 0.872 }, odd)).toEqual([['test_acc', 'accuracy', 'equal']]);
  expect(verdicts({ test_acc: 0.873 }, odd)).toEqual([['test_acc', 'accuracy', 'within']]);
  expect(verdicts({ test_acc: 0.87 }, odd)).toEqual([['test_acc', 'accuracy', 'within']]);
  expect(verdicts({ test_acc: 87.237 }, odd)).toEqual([['test_acc', 'accuracy', 'equal']]);
  expect(verdicts({ test_acc: 99.97 }, odd)).toEqual([['test_acc', 'accuracy', 'beyond']]);
});

it('leaves out other splits, other rows, names that mean several things, and what is no number', () => {
  expect(
    verdicts({ 'train/accuracy': 0.1, val_accuracy: 0.1, accuracy: 0.1, 'test/loss': 0.1, 'test/other': 1 }),
  ).toEqual([]);
  expect(verdicts({ 'test/accuracy': 'NaN' })).toEqual([]);
  expect(verdicts({ 'test/f1': 0.1 }, evaluationOf('multiclass-classification', { f1: 0.8 }))).toEqual([]);
  const run = { datasets: [inputOf('test', 'd', 50), inputOf('train', 'e', 100)] };
  expect(verdicts({ 'test/accuracy': 0.1 }, binary, run)).toEqual([]);
  expect(verdicts({ 'test/accuracy': 0.1 }, binary, { datasets: [inputOf('test', 'd', 100)] })).toHaveLength(
    1,
  );
});

it('reads metrics that a tracker keeps beside a model, by the role of their data set', () => {
  const metric = (key: string, value: number, digest: string | null) => ({
    key,
    value,
    step: 0,
    timestamp: null,
    dataset: digest === null ? null : { name: 'birds', digest },
  });
  const model = {
    modelId: 'm-1',
    path: null,
    step: null,
    name: null,
    status: null,
    params: {},
    tags: {},
    metrics: [metric('accuracy', 0.5, 'd1'), metric('f1', 0.5, 'd2'), metric('roc_auc', 0.5, null)],
    registrations: [],
  };
  const datasets = [inputOf('eval', 'd1', 100), inputOf('training', 'd2', 200)];
  expect(verdicts({}, binary, { models: [model], datasets })).toEqual([['accuracy', 'accuracy', 'beyond']]);
});

it('finds the target that a metric of a regressor is of', () => {
  const two = evaluationOf('regression', { mae: 3, r2: 0.5 }, ['body_mass_g', 'flipper_length_mm']);
  expect(
    verdicts({ 'test/mae body_mass_g': 3, 'test/r2 flipper_length_mm': 0.9, 'test/mae': 3 }, two),
  ).toEqual([
    ['test/mae body_mass_g', 'mae of body_mass_g', 'equal'],
    ['test/r2 flipper_length_mm', 'r2 of flipper_length_mm', 'beyond'],
  ]);
  expect(verdicts({ test_mae: 3.01, test_R2: 0.5 }, evaluationOf('regression', { mae: 3, r2: 0.5 }))).toEqual(
    [
      ['test_mae', 'mae', 'within'],
      ['test_R2', 'r2', 'equal'],
    ],
  );
});

it('knows what parts of data sets are called', () => {
  expect(
    ['X_train', 'Validation', 'dev-set', 'evaluation', 'holdout', 'testAccuracy', 'latest', ''].map(roleOf),
  ).toEqual(['train', 'validation', 'validation', 'test', 'test', 'test', null, null]);
});
