import { expect, test } from 'vitest';
import { formatCell } from './format-cell.ts';

test.each([
  ['params.a', null, '–'],
  ['params.a', 'text', 'text'],
  ['params.a', Number.NaN, 'NaN'],
  ['attributes.start', Date.UTC(2026, 0, 2, 3, 4, 5), '2026-01-02 03:04'],
  ['attributes.duration', 1234.56, '1,234.6'],
  ['params.a', 12345, '12,345'],
  ['params.seed', 20261123, '20261123'],
  ['params.random_state', 20261123, '20261123'],
  ['params.dataset.id', 12345, '12345'],
  ['params.year', 1994, '1994'],
  ['params.seeded', 12345, '12,345'],
  ['params.width', 12345, '12,345'],
  ['params.grid', 12345, '12,345'],
  ['params.a', 0.123456, '0.12346'],
  ['params.a', 1234567.5, '1.235e+6'],
  ['params.a', 0.00012345, '1.234e-4'],
  ['params.a', 0.001, '0.001'],
])('a cell of %s that holds %s reads %s', (key, value, text) => {
  expect(formatCell({ key }, value)).toBe(text);
});
