import { expect, test } from 'vitest';
import { joinColumns } from './joined-columns.ts';

const rows = { values: Float64Array.of(1, 0, 7, 0, 1, 8, 1, 0, 9), rows: 3, columns: 3 };

test('a group of columns becomes the code of its combination, and the model gets its columns back', async () => {
  const joined = joinColumns(rows, [[0, 1], [2]], []);
  expect([...joined.rows.values]).toEqual([0, 7, 1, 8, 0, 9]);
  expect(joined.categorical).toEqual([0]);
  expect([...joined.join(Float64Array.of(0, 1, 3))]).toEqual([1, 3]);
  const seen: number[][] = [];
  const model = joined.model(({ values, rows: count }) => {
    seen.push([...values]);
    return new Float64Array(count);
  });
  await model({ values: Float64Array.of(1, 5, 0, 6), rows: 2, columns: 2 });
  expect(seen).toEqual([[0, 1, 5, 1, 0, 6]]);
});

test('a combination that never occurs is refused in words', () => {
  const joined = joinColumns(rows, [[0, 1], [2]], []);
  expect(() => joined.join(Float64Array.of(1, 1, 3))).toThrow(
    'the columns 0, 1 never have these values together',
  );
});
