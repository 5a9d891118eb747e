import { expect, test } from 'vitest';
import { singleColumns } from '../model-function.ts';
import { varyingGroups } from './varying-groups.ts';

const background = { values: Float64Array.of(1, 2, Number.NaN, 4, 1, 3, Number.NaN, 4), rows: 2, columns: 4 };

test('a group varies when one of its columns differs from one background row; missing equals missing', () => {
  const row = Float64Array.of(1, 2, Number.NaN, 5);
  expect(varyingGroups(row, background, singleColumns(4))).toEqual([1, 3]);
  expect(varyingGroups(row, background, [[0, 2], [1], [3]])).toEqual([1, 2]);
  expect(varyingGroups(Float64Array.of(1, 2, 3, 4), background, [[0, 1], [2], [3]])).toEqual([0, 1]);
});

test('shapes and groups that do not fit are named', () => {
  const row = new Float64Array(4);
  const single = singleColumns(4);
  expect(() => varyingGroups(new Float64Array(3), background, single)).toThrow(
    'the row has 3 columns, the background 4',
  );
  expect(() => varyingGroups(row, { values: new Float64Array(0), rows: 0, columns: 4 }, single)).toThrow(
    'the background has no rows',
  );
  expect(() => varyingGroups(row, { ...background, rows: 3 }, single)).toThrow(
    'the background: 8 values, expected 3 rows of 4 columns',
  );
  expect(() => varyingGroups(row, background, [[0, 1], [1, 2], [3]])).toThrow('column 1 is in two groups');
  expect(() => varyingGroups(row, background, [[0], [1], [2]])).toThrow('column 3 is in no group');
  expect(() => varyingGroups(row, background, [[0, 1, 2, 3, 4]])).toThrow('a group names column 4');
});
