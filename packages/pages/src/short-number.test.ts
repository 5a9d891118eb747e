import { expect, test } from 'vitest';
import { shortNumber } from './short-number.ts';

test('has five digits at most, whole numbers whole', () => {
  expect([Number.NaN, 1234, 1e9, 0.123456, 1234567.5].map(shortNumber)).toEqual([
    'missing',
    '1,234',
    '1,000,000,000',
    '0.12346',
    '1,234,600',
  ]);
});
