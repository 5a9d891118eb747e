import { expect, test } from 'vitest';
import { linspace } from './linspace.ts';

test('steps are even, and the ends are the ends', () => {
  expect([...linspace(0, 1, 5)]).toEqual([0, 0.25, 0.5, 0.75, 1]);
  expect(linspace(0, 0.7, 8)[7]).toBe(0.7);
  expect([...linspace(3, 9, 1)]).toEqual([3]);
});
