import { expect, test } from 'vitest';
import type { ImageAttribution } from './attribution.ts';
import { accountOf, likeness, signed } from './why-words.ts';

const found: ImageAttribution = {
  method: 'integrated-gradients',
  class: 1,
  values: new Float32Array(1),
  regions: [],
  steps: 100,
  logit: 4.9874,
  baselineLogit: -1.3255,
  relativeResidual: 0.0042,
  latencyMs: 1,
};

test('the sentence names method, logit, steps and residual', () => {
  expect(accountOf(found, 'Shirt')).toBe(
    'Integrated gradients of the logit of Shirt, from −1.33 for a black picture to +4.99: 100 steps, adds up to within 0.4 %.',
  );
  expect(accountOf({ ...found, relativeResidual: null }, 'Shirt')).toMatch(/both are the same\.$/);
  expect(accountOf({ ...found, method: 'occlusion', steps: 169 }, 'Bag')).toBe(
    'Occlusion of the logit of Bag, +4.99: 169 windows, averaged where they overlap.',
  );
  expect(accountOf({ ...found, method: 'saliency' }, 'Bag')).toBe(
    'Saliency of the logit of Bag: one gradient.',
  );
});

test('numbers have three digits and a sign', () => {
  expect([0, 1, -0.12345, 12.345, 0.0001].map(signed)).toEqual(['0', '+1.00', '−0.123', '+12.3', '+1.0e-4']);
});

test('a likeness has two decimals, and no zero below zero', () => {
  expect([1, 0.126, -0.126, -0.001].map(likeness)).toEqual(['1.00', '0.13', '−0.13', '0.00']);
});
