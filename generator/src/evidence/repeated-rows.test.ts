import { expect, it } from 'vitest';
import { repeatedRows, sharedRows } from './repeated-rows.ts';

it('counts rows that repeat an earlier one, and those that contradict it', () => {
  const labels = ['x', 'y', 'x', 'y', 'x', 'x'];
  expect(repeatedRows(['a', 'b', 'a', 'a', 'c', 'a'], (row) => labels[row] ?? '')).toEqual({
    rows: 3,
    conflicting: 1,
    examples: [
      [0, 2],
      [0, 3],
      [0, 5],
    ],
  });
  expect(repeatedRows(['a', 'b'], () => 'x')).toEqual({ rows: 0, conflicting: 0, examples: [] });
});

it('counts rows that lie in other data, each once, ten of them named', () => {
  expect(sharedRows(['a', 'b', 'c', 'a'], ['z', 'a', 'c', 'a'])).toEqual({
    shared: 3,
    examples: [
      [0, 1],
      [2, 2],
      [3, 1],
    ],
  });
  const many = Array.from({ length: 12 }, (_, row) => String(row));
  expect(sharedRows(many, many)).toMatchObject({ shared: 12, examples: { length: 10 } });
  expect(repeatedRows([...many, ...many], () => '').examples).toHaveLength(10);
});
