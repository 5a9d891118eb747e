import type { Estimate, Evaluation } from '@modelfolio/schemas';
import { expect, it } from 'vitest';
import { partFigures } from './part-figures.ts';

const estimate = (value: Estimate['value'], n: number): Estimate => ({
  value,
  interval: { level: 0.95, lower: 0.1, upper: 0.9, method: 'wilson' },
  n,
});
const slice = (name: string, columns: string[], metrics: Record<string, Estimate>) => ({
  name,
  conditions: columns.map((column) => ({ column, values: ['x'], lower: null, upper: null })),
  n: 10,
  metrics: Object.fromEntries(
    Object.entries(metrics).map(([metric, each]) => [metric, { estimate: each, difference: estimate(7, 7) }]),
  ),
});
const figuresOf = (evaluation: object) =>
  partFigures({
    path: 'models/birds/evaluation.json',
    bytes: 1,
    sha256: 'a'.repeat(64),
    // Only what parts are made of.
    value: { command: 'npx modelfolio evaluate birds', ...evaluation } as Evaluation,
  });

const source = (pointer: string) => ({
  file: 'models/birds/evaluation.json',
  pointer,
  sha256: 'a'.repeat(64),
  command: 'npx modelfolio evaluate birds',
});

it('reads each metric of each slice and each class of a classifier, with its place', () => {
  const found = figuresOf({
    task: 'multiclass-classification',
    slices: [
      slice('all', [], { accuracy: estimate(0.5, 3) }),
      slice('island = Biscoe', ['island', 'sex'], { accuracy: estimate(0.75, 4), mcc: estimate('NaN', 5) }),
    ],
    perClass: [
      {
        label: 'Adelie',
        support: 9,
        precision: estimate(0.6, 11),
        recall: estimate(0.7, 12),
        f1: estimate(0.8, 13),
      },
    ],
  });
  expect(found.map(({ kind, of, columns, metric }) => ({ kind, of, columns, metric }))).toEqual([
    { kind: 'slice', of: 'all', columns: [], metric: 'accuracy' },
    { kind: 'slice', of: 'island = Biscoe', columns: ['island', 'sex'], metric: 'accuracy' },
    { kind: 'slice', of: 'island = Biscoe', columns: ['island', 'sex'], metric: 'mcc' },
    { kind: 'class', of: 'Adelie', columns: [], metric: 'precision' },
    { kind: 'class', of: 'Adelie', columns: [], metric: 'recall' },
    { kind: 'class', of: 'Adelie', columns: [], metric: 'f1' },
  ]);
  expect(found[1]?.figure).toEqual({
    label: 'Test accuracy of island = Biscoe',
    value: 0.75,
    format: 'percent',
    unit: null,
    better: 'higher',
    interval: estimate(0, 0).interval,
    n: 4,
    source: source('/slices/1/metrics/accuracy/estimate/value'),
  });
  expect(found[2]?.figure).toMatchObject({ value: 'NaN', format: 'decimal', n: 5 });
  expect(found.slice(3).map(({ figure }) => [figure.label, figure.value, figure.n, figure.source])).toEqual([
    ['Precision of Adelie', 0.6, 11, source('/perClass/0/precision/value')],
    ['Recall of Adelie', 0.7, 12, source('/perClass/0/recall/value')],
    ['F1 of Adelie', 0.8, 13, source('/perClass/0/f1/value')],
  ]);
});

it('shows errors of a regressor in the unit of its first target, and what has none without', () => {
  const metrics = { mae: estimate(3.5, 4), r2: estimate(0.9, 4), bias: estimate(-1, 4) };
  const evaluation = { task: 'regression', slices: [slice('old', ['age'], metrics)], perClass: [{}] };
  const shown = (targets: object[]) =>
    figuresOf({ ...evaluation, targets }).map(({ figure: { label, format, unit, better } }) => [
      label,
      format,
      unit,
      better,
    ]);
  expect(shown([{ unit: 'g' }, { unit: 'mm' }])).toEqual([
    ['Mean absolute error of old', 'decimal', 'g', 'lower'],
    ['R² of old', 'decimal', null, 'higher'],
    ['Bias (predicted less actual) of old', 'decimal', 'g', null],
  ]);
  expect(shown([{ unit: null }])[0]).toEqual(['Mean absolute error of old', 'decimal', null, 'lower']);
});

it('has no figures of an evaluation without parts', () => {
  expect(figuresOf({ task: 'binary-classification', slices: [], perClass: [] })).toEqual([]);
});
