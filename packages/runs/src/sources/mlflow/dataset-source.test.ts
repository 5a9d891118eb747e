import { describe, expect, it } from 'vitest';
import { rowsOf } from './dataset-source.ts';

describe('rows told by a profile', () => {
  it.each([
    ['{"num_rows": 7}', 7],
    ['{"num_rows": 0}', 0],
    ['{"features_shape": [60000, 28, 28]}', 60_000],
    ['{"num_rows": -1, "features_shape": [5]}', 5],
    ['{"num_rows": 1.5}', null],
    ['{"num_rows": "7"}', null],
    ['{"features_shape": 7}', null],
    ['[7]', null],
    ['null', null],
    ['no JSON', null],
    [null, null],
  ])('%s: %s', (profile, rows) => {
    expect(rowsOf(profile)).toBe(rows);
  });
});
