import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crossEntropy } from './loss.ts';

describe('crossEntropy', () => {
  it('is ln 10 for even logits over ten classes, smoothed or not', () => {
    for (const smoothing of [0, 0.3])
      expect(crossEntropy(new Float32Array(20), Uint8Array.of(3, 7), 10, smoothing).loss).toBeCloseTo(
        Math.log(10),
        12,
      );
  });

  it('stays finite for huge logits and counts the right rows', () => {
    const { loss, correct } = crossEntropy(Float32Array.of(1e4, 0, 0, 1e4), Uint8Array.of(0, 0), 2, 0);
    expect(loss).toBeCloseTo(5000, 6);
    expect(correct).toBe(1);
  });

  it('is the cross-entropy of a smoothed target', () => {
    // Two classes, label 0, logits ln 3 and 0: probabilities 3/4 and 1/4; the target is 0.9 and 0.1.
    const { loss, gradient } = crossEntropy(Float32Array.of(Math.log(3), 0), Uint8Array.of(0), 2, 0.2);
    expect(loss).toBeCloseTo(-(0.9 * Math.log(0.75) + 0.1 * Math.log(0.25)), 6);
    expect(gradient[0]).toBeCloseTo(0.75 - 0.9, 6);
    expect(gradient[1]).toBeCloseTo(0.25 - 0.1, 6);
  });

  // Central differences; logits are single precision, so the step cannot be small.
  it('has the gradient that finite differences give, within 1e-4', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 6, maxLength: 6 }),
        fc.double({ min: 0, max: 0.5, noNaN: true }),
        (values, smoothing) => {
          const logits = Float32Array.from(values);
          const labels = Uint8Array.of(0, 2);
          const { gradient } = crossEntropy(logits, labels, 3, smoothing);
          const step = 2 ** -6;
          for (let index = 0; index < logits.length; index += 1) {
            const moved = (by: number): number => {
              const copy = logits.slice() as Float32Array;
              copy[index] = (logits[index] as number) + by;
              return crossEntropy(copy, labels, 3, smoothing).loss;
            };
            const slope = (moved(step) - moved(-step)) / (2 * step);
            // The difference quotient's own error is of order step².
            expect(Math.abs((gradient[index] as number) - slope)).toBeLessThan(1e-4);
          }
        },
      ),
    );
  });
});
