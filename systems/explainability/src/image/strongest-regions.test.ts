import { expect, test } from 'vitest';
import { strongestRegions } from './strongest-regions.ts';

test('the squares of largest magnitude come first, those at the edge cut off', () => {
  const values = new Float32Array(5 * 6);
  values[0] = 1;
  values[1 * 6 + 1] = 0.5;
  values[4 * 6 + 5] = -4;
  expect(strongestRegions(values, { height: 5, width: 6 })).toEqual([
    { fromRow: 4, toRow: 5, fromColumn: 4, toColumn: 6, sum: -4 },
    { fromRow: 0, toRow: 4, fromColumn: 0, toColumn: 4, sum: 1.5 },
  ]);
  expect(strongestRegions(values, { height: 5, width: 6 }, { side: 1, count: 1 })).toHaveLength(1);
});
