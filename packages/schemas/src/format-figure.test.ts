import { expect, test } from 'vitest';
import { formatFigure, formatInterval, formatNumber } from './format-figure.ts';

const plain = (text: string | null) => text?.replaceAll('\u00a0', ' ');

test.each([
  [0.94125, 'percent', '94.13 %'],
  [1, 'percent', '100.00 %'],
  [98742, 'integer', '98,742'],
  [0.21843, 'decimal', '0.218'],
  [-0.5, 'decimal', '−0.500'],
  [12.345, 'ratio', '12.3 ×'],
  [1203.6, 'rate', '1,204'],
  [999, 'bytes', '999 B'],
  [197484, 'bytes', '197 kB'],
  [2_300_000, 'bytes', '2.30 MB'],
  [59.94, 'seconds', '59.9 s'],
  [119.9, 'seconds', '2 min'],
  [8123, 'seconds', '2 h 15 min'],
  [4.2, 'milliseconds', '4.20 ms'],
  ['NaN', 'percent', 'not a number'],
  ['-Infinity', 'decimal', '−∞'],
] as const)('%s as %s reads %s', (value, format, text) => {
  expect(plain(formatNumber(value, format))).toBe(text);
});

test('a rate names what it counts', () => {
  expect(plain(formatFigure({ value: 1204, format: 'rate', unit: 'samples/s' }))).toBe('1,204 samples/s');
});

test('an interval names its unit once', () => {
  const interval = { level: 0.95, lower: 0.9365, upper: 0.9459, method: 'percentile-bootstrap' } as const;
  expect(plain(formatInterval({ interval, format: 'percent' }))).toBe('93.65 to 94.59 %');
  expect(formatInterval({ interval: null, format: 'percent' })).toBeNull();
});
