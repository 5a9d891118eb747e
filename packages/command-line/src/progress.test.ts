import { expect, it } from 'vitest';
import { countProgress, waitingTime } from './progress.ts';

it('tells what is done, of how much, and how fast, five times a second at most', () => {
  let now = 1000;
  const told: (string | null)[] = [];
  const tell = countProgress({ elapsed: () => now, progress: (text) => told.push(text) }, 'census', 'rows');
  tell(10, 10_000);
  now = 1199;
  tell(20, 10_000);
  now = 1500;
  tell(1234, 10_000);
  tell(1300, 10_000);
  now = 3000;
  tell(5000);
  tell(10_000, null);
  expect(told).toEqual([
    'census: 10 of 10,000 rows, 10,000 a second',
    'census: 1,234 of 10,000 rows, 2,468 a second',
    'census: 5,000 rows, 2,500 a second',
  ]);
});

it.each([
  [0.2, '1 s'],
  [59, '59 s'],
  [59.5, '60 s'],
  [60, '1 min'],
  [3540, '59 min'],
  [3541, '1 h 0 min'],
  [4700, '1 h 19 min'],
])('tells a wait of %f s as %s', (seconds, words) => {
  expect(waitingTime(seconds)).toBe(words);
});
