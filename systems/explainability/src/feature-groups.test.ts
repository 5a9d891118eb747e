import { expect, test } from 'vitest';
import { featureGroups } from './feature-groups.ts';

const columns = ['age', 'sex_male', 'sex_female', 'height', 'size'].map((name) => ({
  name,
  kind: 'number' as const,
  categories: [],
}));
const lines = Array.from({ length: 40 }, (_, row) => [
  (row * 7) % 11,
  row % 2,
  1 - (row % 2),
  row,
  2 * row + 1,
]);
const rows = { values: Float64Array.from(lines.flat()), rows: lines.length, columns: 5 };
const labels = ['Age', 'Male', 'Female', 'Height', 'Size'];

test('one-hot columns are one feature, all others stand for themselves', () => {
  expect(featureGroups(columns, rows, { labels })).toEqual([
    { name: 'Age', columns: [0] },
    { name: 'sex', columns: [1, 2] },
    { name: 'Height', columns: [3] },
    { name: 'Size', columns: [4] },
  ]);
});

test('columns that go together are joined where it is asked for', () => {
  expect(featureGroups(columns, rows, { labels, correlated: true })).toEqual([
    { name: 'Age', columns: [0] },
    { name: 'sex', columns: [1, 2] },
    { name: 'Height + Size', columns: [3, 4] },
  ]);
});

test('what the owner names comes first, and no column stands in two groups', () => {
  const named = [{ name: 'Body', columns: ['sex_male', 'height', 'nowhere'] }];
  const groups = featureGroups(columns, rows, { named, correlated: true });
  expect(groups[1]).toEqual({ name: 'Body', columns: [1, 3] });
  expect(groups.flatMap((group) => group.columns).toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4]);
});
