import type { TabularColumn } from '@modelfolio/schemas';
import { expect, test } from 'vitest';
import { oddness } from './row-values.ts';
import { drawnNumbers, whatIfValues } from './what-if.ts';

const column: TabularColumn = {
  input: 'x',
  index: 0,
  name: 'x',
  label: null,
  description: null,
  type: 'float32',
  categories: null,
  range: [10, 20],
  step: 0.5,
  unit: null,
  missing: false,
};

test('a curve spans the range and the row’s own value, in order', () => {
  const values = whatIfValues(column, 23.25) as number[];
  expect(values[0]).toBe(10);
  expect(values.at(-1)).toBe(23.25);
  expect(values).toEqual(values.toSorted((a, b) => a - b));
});

test('the row’s own value is asked about itself, not only places near it', () => {
  // Between two of the 61 places.
  expect(whatIfValues(column, 12.34)).toContain(12.34);
  expect(whatIfValues(column, 12.34)).toHaveLength(62);
  expect(whatIfValues(column, 7)[0]).toBe(7);
  expect(whatIfValues(column, null)).toHaveLength(61);
  // A place that is the own value stands there once.
  expect(whatIfValues(column, 10)).toHaveLength(61);
  expect(whatIfValues({ ...column, type: 'int64', range: [0, 6], step: 2 }, 3)).toEqual([0, 2, 3, 4, 6]);
});

test('a step that does not divide the range asks nothing beyond it', () => {
  const counts: TabularColumn = { ...column, type: 'int64', range: [0, 7], step: 2 };
  expect(whatIfValues(counts, 4)).toEqual([0, 2, 4, 6, 7]);
  expect(whatIfValues(counts, 9)).toEqual([0, 2, 4, 6, 8, 9]);
  expect(whatIfValues({ ...counts, type: 'uint8', range: [0.5, 6.5] }, null)).toEqual([1, 3, 5, 6]);
});

test('a class’s probability or a target is drawn, a number a row', () => {
  const classes = {
    kind: 'classes' as const,
    classes: ['a', 'b'],
    probabilities: Float64Array.of(0.25, 0.75, 0.5, 0.5),
    predicted: Uint32Array.of(1, 0),
  };
  expect(drawnNumbers(classes, 0)).toEqual([0.25, 0.5]);
  expect(drawnNumbers(classes, 1)).toEqual([0.75, 0.5]);
  const targets = ['x', 'y'].map((name) => ({ name, unit: null }));
  const values = [Float64Array.of(1, 2), Float64Array.of(3, 4)];
  expect(drawnNumbers({ kind: 'values', targets, values }, 1)).toEqual([3, 4]);
});

test('whole numbers stay whole; categories of a column of numbers become numbers', () => {
  const whole = whatIfValues({ ...column, type: 'int64', range: [0, 7], step: 1 }, 3);
  expect(whole).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  expect(whatIfValues({ ...column, type: 'int64', categories: ['3', '5'] }, 3)).toEqual([3, 5]);
  expect(whatIfValues({ ...column, type: 'string', categories: ['3', '5'] }, '3')).toEqual(['3', '5']);
  expect(whatIfValues({ ...column, type: 'string', range: null }, 'free')).toEqual([]);
});

test('a value that the evaluation data does not hold is said to be odd', () => {
  expect(oddness(9.5, column)).toContain('from 10 to 20');
  expect(oddness(10, column)).toBeNull();
  expect(oddness(null, column)).toContain('no row without it');
  expect(oddness(null, { ...column, missing: true })).toBeNull();
  expect(oddness('z', { ...column, type: 'string', range: null, categories: ['a'] })).toContain('Not among');
});
