import { expect, it } from 'vitest';
import { findRoot } from './find-root.ts';

const cube = (root: number) => (u: number) => ({
  value: (u - root) ** 3 + (u - root),
  slope: 3 * (u - root) ** 2 + 1,
});

it.each([0, 3.25, -700, 744])('finds the root %d from either side', (root) => {
  for (const start of [0, -300, 500]) expect(findRoot(cube(root), start)).toBeCloseTo(root, 12);
});

it('does without a slope', () => {
  const found = findRoot((u) => ({ value: u - 12.5, slope: Number.NaN }), 0);
  expect(found).toBeCloseTo(12.5, 12);
});

it('returns the end that the root lies beyond', () => {
  expect(findRoot(() => ({ value: -1, slope: 0 }), 0)).toBe(745);
  expect(findRoot(() => ({ value: 1, slope: 0 }), 0)).toBe(-745);
});
