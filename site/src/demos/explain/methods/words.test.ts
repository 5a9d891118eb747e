import { expect, test } from 'vitest';
import { contributionText, gridText } from './words.ts';

test.each([
  [0.0453, 'log-odds', '+0.045'],
  [0.67, 'log-odds', '+0.670'],
  [-0.413, 'margin', '−0.413'],
  [0, 'log-odds', '0.000'],
  [0.0981, 'probability', '+9.81 points'],
  [-0.5, 'probability', '−50.00 points'],
  [1234.5, 'value', '+1,230'],
] as const)(
  'a contribution of %d in %s reads %s, with as many decimals as all of its column',
  (value, unit, text) => {
    expect(contributionText(value, unit)).toBe(text);
  },
);

test.each([
  [23.0909, '23.1'],
  [17, '17'],
  [0.12345, '0.123'],
  [99998.6, '99,999'],
  ['Private', 'Private'],
  [null, 'missing'],
] as const)('%s of a grid reads %s', (value, text) => {
  expect(gridText(value)).toBe(text);
});
