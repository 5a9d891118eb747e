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
  [0.694, 'ratio', '0.694 ×'],
  [7.4537e-9, 'ratio', '7.5 × 10⁻⁹'],
  [0.0004999, 'decimal', '5.0 × 10⁻⁴'],
  [-0.00012, 'decimal', '−1.2 × 10⁻⁴'],
  [1e-12, 'decimal', '1.0 × 10⁻¹²'],
  [0.0005, 'decimal', '0.001'],
  [0, 'decimal', '0.000'],
  [0.09814, 'points', '9.81 points'],
  [-0.005, 'points', '−0.50 points'],
  [1203.6, 'rate', '1,204'],
  [999, 'bytes', '999 B'],
  [197484, 'bytes', '197 kB'],
  [2_300_000, 'bytes', '2.30 MB'],
  [-5_136_248, 'bytes', '−5.14 MB'],
  [-5136, 'bytes', '−5.14 kB'],
  [-513, 'bytes', '−513 B'],
  [59.94, 'seconds', '59.9 s'],
  [119.9, 'seconds', '2 min'],
  [8123, 'seconds', '2 h 15 min'],
  [4.2, 'milliseconds', '4.20 ms'],
  [100, 'decimal', '100'],
  [99.94, 'decimal', '99.9'],
  [10, 'decimal', '10.0'],
  [9.994, 'decimal', '9.99'],
  [1, 'decimal', '1.00'],
  [0.9994, 'decimal', '0.999'],
  [-12.345, 'decimal', '−12.3'],
  [0, 'bytes', '0 B'],
  [1000, 'bytes', '1.00 kB'],
  [999_994, 'bytes', '1,000 kB'],
  [1_000_000, 'bytes', '1.00 MB'],
  [0, 'seconds', '0.000 s'],
  [60, 'seconds', '1 min'],
  [3569, 'seconds', '59 min'],
  [3600, 'seconds', '1 h 0 min'],
  ['Infinity', 'decimal', '∞'],
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

test('a figure without a unit is its number alone', () => {
  expect(plain(formatFigure({ value: 1204, format: 'rate', unit: null }))).toBe('1,204');
  expect(plain(formatFigure({ value: 1204, format: 'rate', unit: '' }))).toBe('1,204');
});

test('ends in other units are both named', () => {
  const between = (lower: number | '-Infinity', upper: number, format: 'seconds' | 'decimal' | 'bytes') =>
    plain(formatInterval({ interval: { level: 0.95, lower, upper, method: 'wilson' }, format }));
  expect(between(30, 90, 'seconds')).toBe('30.0 s to 2 min');
  expect(between(0.5, 0.75, 'decimal')).toBe('0.500 to 0.750');
  expect(between(2000, 3000, 'bytes')).toBe('2.00 to 3.00 kB');
  expect(between('-Infinity', 0.5, 'decimal')).toBe('−∞ to 0.500');
});
