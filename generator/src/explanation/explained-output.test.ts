import type { ModelManifest } from '@modelfolio/schemas';
import { expect, it } from 'vitest';
import { explainedOutput } from './explained-output.ts';

const output = (changes: Partial<ModelManifest['output']>): ModelManifest['output'] => ({
  task: 'multiclass-classification',
  probabilities: 'p',
  activation: 'none',
  prediction: null,
  classes: ['a', 'b', 'c'],
  positive: null,
  targets: null,
  ...changes,
});

it('is the positive class of two, the most frequent of more, or the first target', () => {
  const labels = Float64Array.of(0, 1, 2, 2, 1);
  expect(explainedOutput(output({}), labels)).toEqual({ kind: 'class', name: 'b', place: 1, unit: null });
  const two = { task: 'binary-classification', classes: ['no', 'yes'] } as const;
  const of = (positive: 0 | 1 | null) =>
    explainedOutput(output({ ...two, classes: [...two.classes], positive }), labels).name;
  expect([of(null), of(0), of(1)]).toEqual(['yes', 'no', 'yes']);
  const targets = [{ name: 'mass', output: 'o', index: 0, unit: 'g' }];
  expect(explainedOutput(output({ task: 'regression', targets }), labels)).toEqual({
    kind: 'target',
    name: 'mass',
    place: 0,
    unit: 'g',
  });
});
