import { expect, test } from 'vitest';
import { sampleRows, takeRows } from './sample-rows.ts';

test('drawn rows are numpy’s permutation', () => {
  // np.sort(np.random.RandomState(3).permutation(10)[:4])
  expect(sampleRows(10, 4, 3)).toEqual(Int32Array.of(1, 4, 5, 2).sort());
  expect(sampleRows(3, 5, 0)).toEqual(Int32Array.of(0, 1, 2));
});

test('taken rows are copies', () => {
  const rows = { values: Float64Array.of(1, 2, 3, 4), rows: 2, columns: 2 };
  const taken = takeRows(rows, Int32Array.of(1));
  expect(taken).toEqual({ values: Float64Array.of(3, 4), rows: 1, columns: 2 });
  taken.values[0] = 9;
  expect(rows.values[2]).toBe(3);
});
