import { expect, it } from 'vitest';
import { known, listOf, number, say, sentences } from './said.ts';

it('keeps the place of every number beside the words', () => {
  const said = sentences(
    say`It finds ${number(0.5, 'percent', '/a/value')} of ${listOf(['b', number(3, 'integer', '/n'), 'c'])}.`,
    null,
    say`No more.`,
  );
  expect(said).toEqual({
    text: 'It finds 50.00\u00a0% of b, 3 and c. No more.',
    figures: ['/a/value', '/n'],
  });
});

it('says interval and n, and undefined where there is no number', () => {
  const interval = { level: 0.95, lower: 0.4, upper: 0.6, method: 'wilson' } as const;
  expect(known({ value: 0.5, interval, n: 1000 }, 'percent', '/a')).toEqual({
    text: '50.00\u00a0% (40.00 to 60.00\u00a0%, n = 1,000)',
    figures: ['/a/value'],
  });
  expect(known({ value: null, interval: null, n: 0 }, 'percent', '/a').text).toBe('undefined (n = 0)');
  expect(known({ value: 'NaN', interval: null }, 'percent', '/a').text).toBe('undefined');
  expect(known({ value: 3, interval: null }, 'decimal', '/a', 'g').text).toBe('3.00\u00a0g');
});
