import type { TabularColumn } from '@modelfolio/schemas';
import { expect, test } from 'vitest';
import { oddness } from './row-values.ts';
import { whatIfValues } from './what-if.ts';

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
