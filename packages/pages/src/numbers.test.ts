import { expect, test } from 'vitest';
import { byteSize, milliseconds, percent } from './numbers.ts';

test.each([
  [0, '0.0 %'],
  [1e-7, '<0.1 %'],
  [0.001, '0.1 %'],
  [0.8864, '88.6 %'],
  [0.9994, '99.9 %'],
  [0.99999, '>99.9 %'],
  [1, '100.0 %'],
])('a share of %d reads %s', (share, text) => {
  expect(percent(share)).toBe(text);
});

test.each([
  [0, '0 kB'],
  [189_291, '189 kB'],
  [999_499, '999 kB'],
  [999_500, '1.0 MB'],
  [3_879_016, '3.9 MB'],
])('%d bytes read %s', (bytes, text) => {
  expect(byteSize(bytes)).toBe(text);
});

test('latencies have the digits that mean something', () => {
  expect([0.94, 3.14, 57.6].map(milliseconds)).toEqual(['0.9 ms', '3.1 ms', '58 ms']);
});
