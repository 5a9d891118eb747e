import {
  tableOf,
  type Cell,
  type ClassPredictions,
  type RowArray,
  type ValuePredictions,
} from '@modelfolio/inference';
import { expect, it } from 'vitest';
import { givenPredictions } from './given-predictions.ts';

const model: ClassPredictions = {
  kind: 'classes',
  classes: ['no', 'yes'],
  probabilities: Float64Array.of(0.9, 0.1, 0.3, 0.7),
  predicted: Uint32Array.of(0, 1),
};
const regressor: ValuePredictions = {
  kind: 'values',
  targets: [
    { name: 'mass', unit: 'g' },
    { name: 'length', unit: 'mm' },
  ],
  values: [Float64Array.of(1, 2), Float64Array.of(3, 4)],
};
const table = (columns: Record<string, Cell[]>, arrays: Record<string, RowArray> = {}, rows = 2) =>
  tableOf('p.csv', new Map(Object.entries(columns)), rows, null, new Map(Object.entries(arrays)));

const expected = {
  kind: 'classes',
  probabilities: Float64Array.of(0.8, 0.2, 0.4, 0.6),
  predicted: Uint32Array.of(0, 1),
};

it.each([
  ['columns named after the classes', table({ yes: ['0.2', '0.6'], no: ['0.8', '0.4'] })],
  ['columns named probability_<class>', table({ probability_no: [0.8, 0.4], probability_yes: [0.2, 0.6] })],
  ['an array', table({}, { probabilities: { shape: [2], values: [0.8, 0.2, 0.4, 0.6] } })],
])('reads probabilities from %s', (_, given) => {
  const found = givenPredictions(given, model, 1);
  expect(found).toEqual(expected);
});

it('reads the probability of the positive class alone, whichever it is', () => {
  const probability = [0.2, 0.6];
  expect(givenPredictions(table({ probability }), model, 1)).toMatchObject({
    probabilities: Float64Array.of(0.8, 0.2, 0.4, 0.6),
  });
  expect(givenPredictions(table({ probability }), model, 0)).toMatchObject({
    probabilities: Float64Array.of(0.2, 0.8, 0.6, 0.4),
    predicted: Uint32Array.of(1, 0),
  });
});

it('reads classes by name or index, with probabilities or without', () => {
  expect(givenPredictions(table({ prediction: ['yes', 'no'] }), model, 1)).toEqual({
    kind: 'classes',
    probabilities: null,
    predicted: Uint32Array.of(1, 0),
  });
  const both = table({ yes: [0.2, 0.6], no: [0.8, 0.4], Predicted: [1, 0] });
  expect(givenPredictions(both, model, 1)).toEqual({ ...expected, predicted: Uint32Array.of(1, 0) });
  expect(() => givenPredictions(table({ prediction: ['yes', 'maybe'] }), model, 1)).toThrow(/maybe/);
});

it('reads values by target, or of one target as prediction', () => {
  expect(givenPredictions(table({ length: [5, 6], mass: ['7', '8'] }), regressor, null)).toEqual({
    kind: 'values',
    values: [Float64Array.of(7, 8), Float64Array.of(5, 6)],
  });
  const one = { ...regressor, targets: regressor.targets.slice(0, 1), values: regressor.values.slice(0, 1) };
  expect(givenPredictions(table({ y_pred: [7, 8] }), one, null)).toEqual({
    kind: 'values',
    values: [Float64Array.of(7, 8)],
  });
});

it.each([
  ['other rows', table({ yes: [1], no: [0] }, {}, 1), model, /1 rows, the evaluation set has 2/],
  ['one class alone', table({ yes: [1, 1] }), model, /no probabilities of no/],
  [
    'nothing that is known',
    table({ foo: [1, 1] }),
    model,
    /neither probabilities nor predicted classes.*foo/,
  ],
  ['words for numbers', table({ yes: ['x', 1], no: [0, 0] }), model, /column yes, row 1: "x" is no number/],
  ['a target short', table({ mass: [1, 2] }), regressor, /no predictions of length/],
])('refuses a file with %s', (_, given, of, reason) => {
  expect(() => givenPredictions(given, of, 1)).toThrow(
    expect.objectContaining({ code: 'predictions-unreadable', message: expect.stringMatching(reason) }),
  );
});
