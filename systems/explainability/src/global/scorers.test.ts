import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { scorers } from './scorers.ts';

const of = (...values: number[]): Float64Array => Float64Array.from(values);

describe('scorers', () => {
  test('one half is the first class, as in scikit-learn', () => {
    expect(scorers.accuracy(of(0, 0, 1, 1), of(0.5, 0.5, 0.6, 0.4))).toBe(0.75);
  });

  test('the area is the share of pairs in order', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 1 }), fc.integer({ min: 0, max: 5 })), {
          minLength: 2,
          maxLength: 30,
        }),
        (rows) => {
          const ones = rows.filter(([target]) => target === 1);
          const zeros = rows.filter(([target]) => target === 0);
          fc.pre(ones.length > 0 && zeros.length > 0);
          let sum = 0;
          for (const [, one] of ones)
            for (const [, zero] of zeros) sum += one > zero ? 1 : one === zero ? 0.5 : 0;
          const [targets, scores] = [rows.map(([target]) => target), rows.map(([, score]) => score / 5)];
          expect(scorers.roc_auc(of(...targets), of(...scores))).toBeCloseTo(
            sum / ones.length / zeros.length,
            12,
          );
        },
      ),
    );
  });

  test('a sure error costs what the machine epsilon costs', () => {
    expect(scorers.neg_log_loss(of(1), of(0))).toBe(Math.log(Number.EPSILON));
    expect(scorers.neg_log_loss(of(0), of(1))).toBe(Math.log(Number.EPSILON));
    expect(scorers.neg_log_loss(of(1), of(1))).toBe(Math.log(1 - Number.EPSILON));
  });

  test('R² of the mean is nothing, of a constant target one or nothing', () => {
    expect(scorers.r2(of(1, 2, 3), of(2, 2, 2))).toBe(0);
    expect(scorers.r2(of(2, 2), of(2, 2))).toBe(1);
    expect(scorers.r2(of(2, 2), of(2, 3))).toBe(0);
    expect(scorers.neg_mean_squared_error(of(1, 2), of(2, 4))).toBe(-2.5);
  });

  test('what cannot be scored is told in words', () => {
    expect(() => scorers.roc_auc(of(1, 1), of(0.2, 0.3))).toThrow('needs rows of both classes');
    expect(() => scorers.accuracy(of(0, 2), of(0.2, 0.3))).toThrow('target of row 2: 2, expected 0 or 1');
  });
});
