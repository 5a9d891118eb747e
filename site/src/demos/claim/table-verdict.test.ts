import { expect, test } from 'vitest';
import type { BatchScores } from '../auto/batch.ts';
import { tableVerdict } from './table-verdict.ts';

const classes = (counts: number[][], correct: number): BatchScores => ({
  kind: 'classes',
  counts,
  correct,
  accuracy: correct / counts.flat().reduce((sum, count) => sum + count, 0),
});
const values = (mae: number): BatchScores => ({
  kind: 'values',
  targets: [{ name: 'mass', unit: 'g', mae, rmse: 310, r2: 0.86 }],
});

test('a classifier is confirmed cell by cell', () => {
  const stated = classes(
    [
      [5, 1],
      [0, 4],
    ],
    9,
  );
  expect(tableVerdict(stated, stated)).toMatchObject({ confirmed: true, cells: { different: 0, of: 4 } });
  const moved = tableVerdict(
    stated,
    classes(
      [
        [5, 0],
        [1, 4],
      ],
      9,
    ),
  );
  expect(moved).toMatchObject({ confirmed: false, cells: { different: 2, of: 4 } });
  expect(moved.figures[0]?.same).toBe(true);
});

test('a regressor is confirmed to four digits and no further', () => {
  expect(tableVerdict(values(239.46), values(239.4601)).confirmed).toBe(true);
  expect(tableVerdict(values(239.46), values(239.56)).figures.map(({ same }) => same)).toEqual([
    false,
    true,
    true,
  ]);
  expect(tableVerdict(values(1), classes([[1]], 1)).confirmed).toBe(false);
});
