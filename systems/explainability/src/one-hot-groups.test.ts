import { expect, test } from 'vitest';
import { oneHotGroups } from './one-hot-groups.ts';

const names = ['age', 'sex_male', 'sex_female', 'is_new', 'is_old', 'home=own', 'home=rent', 'home=free'];
const rows = (...lines: number[][]) => ({
  values: Float64Array.from(lines.flat()),
  rows: lines.length,
  columns: names.length,
});

test('finds columns of which exactly one is 1 in every row', () => {
  const found = oneHotGroups(names, rows([41, 1, 0, 1, 1, 0, 0, 1], [17, 0, 1, 0, 1, 1, 0, 0]));
  expect([...found]).toEqual([
    ['sex', [1, 2]],
    ['home', [5, 6, 7]],
  ]);
});

test('takes no two ones, no other numbers and no missing values for a category', () => {
  expect(oneHotGroups(names, rows([41, 1, 1, 0, 1, 0, 0, 1])).has('sex')).toBe(false);
  expect(oneHotGroups(names, rows([41, 2, 0, 0, 1, 0, 0, 1])).has('sex')).toBe(false);
  expect(oneHotGroups(names, rows([41, Number.NaN, 1, 0, 1, 0, 0, 1])).has('sex')).toBe(false);
  expect(oneHotGroups(names, rows()).size).toBe(0);
});
