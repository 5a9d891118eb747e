import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Distribution } from '../src/distributions/distribution.ts';

/** What mpmath says in 40 digits; written by `interop/make_distributions.py`. */
const golden = JSON.parse(readFileSync(join(import.meta.dirname, 'fixtures/distributions.json'), 'utf8')) as {
  name: string;
  parameters: number[];
  x: number;
  expected: Record<string, number>;
}[];

/** Relative; of logarithms, of what their exponential is. */
const tolerance = 1e-12;

interface Laws {
  /** Its name among the golden values. */
  name: string;
  make: (...parameters: number[]) => Distribution;
  /** Parameters to try, and values of the support. */
  parameters: fc.Arbitrary<number[]>;
  values: fc.Arbitrary<number>;
  discrete?: boolean;
}

/** The tests that every distribution passes: golden values, and what holds for all of them. */
export function itIsADistribution({ name, make, parameters, values, discrete = false }: Laws): void {
  const cases = golden.filter((each) => each.name === name);
  it.each(cases)('is what mpmath says of $x with $parameters', (each) => {
    const distribution = make(...each.parameters) as unknown as Record<string, (x: number) => number>;
    for (const [asked, value] of Object.entries(each.expected)) {
      const answer = distribution[asked]?.(each.x) ?? Number.NaN;
      const scale = asked.startsWith('log') ? Math.max(1, Math.abs(value)) : Math.abs(value);
      expect(Math.abs(answer - value), `${asked}: ${answer}, not ${value}`).toBeLessThanOrEqual(
        tolerance * scale,
      );
    }
  });

  it('has tails that add up to 1, rise and fall, and agree with their logarithms', () => {
    fc.assert(
      fc.property(parameters, values, values, (of, one, other) => {
        const distribution = make(...of);
        const [low, high] = [Math.min(one, other), Math.max(one, other)];
        for (const x of [low, high]) {
          expect(Math.abs(distribution.cdf(x) + distribution.survival(x) - 1)).toBeLessThan(1e-14);
          expect(Math.exp(distribution.logCdf(x))).toBeCloseTo(distribution.cdf(x), 14);
          expect(Math.exp(distribution.logSurvival(x))).toBeCloseTo(distribution.survival(x), 14);
        }
        // Rounding of logarithms up to a few hundred.
        expect(distribution.logCdf(low)).toBeLessThanOrEqual(distribution.logCdf(high) + 1e-12);
        expect(distribution.logSurvival(low)).toBeGreaterThanOrEqual(distribution.logSurvival(high) - 1e-12);
      }),
      { numRuns: 60 },
    );
  });

  it('has quantiles that undo both tails', () => {
    const exponent = fc.double({ min: -250, max: -0.01, noNaN: true });
    fc.assert(
      fc.property(parameters, exponent, (of, power) => {
        const miss = discrete ? missOfCounts : missOfLogarithms;
        expect(miss(make(...of), 10 ** power)).toBeLessThan(1e-9);
      }),
      { numRuns: 60 },
    );
  });

  it('has ends, and no quantile of what is no probability', () => {
    fc.assert(
      fc.property(parameters, (of) => {
        const distribution = make(...of);
        expect([distribution.cdf(-Infinity), distribution.survival(-Infinity)]).toEqual([0, 1]);
        expect([distribution.cdf(Infinity), distribution.survival(Infinity)]).toEqual([1, 0]);
        expect(distribution.quantile(0)).toBeLessThan(distribution.quantile(0.999) + 1e-300);
        expect(distribution.quantile(1)).toBe(distribution.inverseSurvival(0));
        expect(distribution.quantile(0)).toBe(distribution.inverseSurvival(1));
        for (const bad of [-0.1, 1.1, Number.NaN]) {
          expect(distribution.quantile(bad)).toBeNaN();
          expect(distribution.inverseSurvival(bad)).toBeNaN();
        }
        for (const ask of ['cdf', 'survival', 'logCdf', 'logSurvival'] as const)
          expect(distribution[ask](Number.NaN)).toBeNaN();
      }),
      { numRuns: 20 },
    );
  });
}

/** Numbers of all sizes between two above 0. */
export const sizes = (from: number, to: number): fc.Arbitrary<number> =>
  fc.double({ min: Math.log10(from), max: Math.log10(to), noNaN: true }).map((power) => 10 ** power);

/** How far the logarithms of both tails at the quantiles of a probability are from its own, relative to it. */
function missOfLogarithms(distribution: Distribution, p: number): number {
  const [low, high] = [distribution.quantile(p), distribution.inverseSurvival(p)];
  // A quantile can lie beyond what doubles hold; and next to 1 they are too far apart.
  const isHeld = (x: number): boolean =>
    Math.abs(x) > 1e-300 && Math.abs(x) < 1e300 && Math.abs(1 - x) > 1e-6;
  return Math.max(
    isHeld(low) ? Math.abs(distribution.logCdf(low) / Math.log(p) - 1) : 0,
    isHeld(high) ? Math.abs(distribution.logSurvival(high) / Math.log(p) - 1) : 0,
  );
}

/** 0 where the quantiles of a probability are the least counts that reach it, else 1. */
function missOfCounts({ cdf, survival, quantile, inverseSurvival }: Distribution, p: number): number {
  const [low, high] = [quantile(p), inverseSurvival(p)];
  const areLeast = cdf(low) >= p && cdf(low - 1) < p && survival(high) <= p && survival(high - 1) > p;
  return areLeast ? 0 : 1;
}
