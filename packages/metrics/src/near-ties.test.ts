import { expect, test } from 'vitest';
import { nearTies } from './near-ties.ts';

test('rows whose two most probable classes are as good as equal, and no others', () => {
  const rows = [
    [0.4, 0.4, 0.2],
    [0.4, 0.2, 0.4],
    [0.2, 0.4, 0.4],
    [0.399_999_5, 0.400_000_4, 0.2],
    [0.399_99, 0.400_01, 0.2],
    [0.9, 0.05, 0.05],
  ];
  expect(nearTies(rows.flat(), 3)).toEqual([0, 1, 2, 3]);
  expect(nearTies([], 3)).toEqual([]);
  expect(nearTies([0.5, 0.5, 0.5], 2)).toEqual([0]);
});
