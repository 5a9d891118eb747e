import { expect, test } from 'vitest';
import type { BatchScores } from '../auto/batch.ts';
import { valueScores } from '../auto/batch-scores.ts';
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

const counted = (actual: number[], predicted: number[]): BatchScores =>
  valueScores([Float64Array.from(actual)], {
    kind: 'values',
    targets: [{ name: 'mass', unit: 'g' }],
    values: [Float64Array.from(predicted)],
  });
const claim = (mae: number, rmse: number, r2: number): BatchScores => ({
  kind: 'values',
  targets: [{ name: 'mass', unit: 'g', mae, rmse, r2 }],
});

test('what is not finite confirms nothing', () => {
  const infinite = counted([1, 2, 3], [1, 2, Infinity]);
  expect(tableVerdict(claim(0.1, 0.1, 0.9), infinite)).toMatchObject({
    confirmed: false,
    figures: [{ same: false }, { same: false }, { same: false }],
  });
  expect(tableVerdict(infinite, infinite).confirmed).toBe(false);
  const none = claim(Number.NaN, Number.NaN, Number.NaN);
  expect(tableVerdict(none, none).confirmed).toBe(false);
});

test('a target that is the same everywhere has the card’s R²: 1 where it is met, else 0', () => {
  expect(tableVerdict(claim(1 / 3, Math.sqrt(1 / 3), 0), counted([2, 2, 2], [2, 2, 3])).confirmed).toBe(true);
  expect(tableVerdict(claim(1 / 3, Math.sqrt(1 / 3), 0.1), counted([2, 2, 2], [2, 2, 3])).confirmed).toBe(
    false,
  );
  expect(tableVerdict(claim(0, 0, 1), counted([2, 2, 2], [2, 2, 2])).confirmed).toBe(true);
});

test('a claim of no target, or of one that was not counted, is not confirmed', () => {
  const nothing: BatchScores = { kind: 'values', targets: [] };
  expect(tableVerdict(nothing, nothing).confirmed).toBe(false);
  expect(tableVerdict(values(1), nothing).confirmed).toBe(false);
  expect(tableVerdict(nothing, values(1)).confirmed).toBe(false);
});
