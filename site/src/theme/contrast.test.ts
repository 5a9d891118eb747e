import { expect, test } from 'vitest';
import { contrast } from './contrast.ts';

test.each([
  // Black on white by definition; the others as WebAIM's checker says.
  ['#000000', '#ffffff', 21],
  ['#777777', '#ffffff', 4.48],
  ['#0b6b5e', '#ffffff', 6.44],
])('%s on %s: %d', (one, other, ratio) => {
  expect(contrast(one, other)).toBeCloseTo(ratio, 1);
  expect(contrast(other, one)).toBe(contrast(one, other));
});
