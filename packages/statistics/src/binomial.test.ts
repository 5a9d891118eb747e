import { describe, expect, it } from 'vitest';
import { golden } from '../test/golden-statistics.ts';
import { binomial, multinomial } from './binomial.ts';
import { NumpyRandom } from './numpy-random.ts';

describe('multinomial', () => {
  it.each(golden.draws)('draws what numpy draws: $n of $shares', ({ seed, n, shares, expected }) => {
    const random = new NumpyRandom(seed);
    const drawn = expected.map(() => [...multinomial(random, n, Float64Array.from(shares))]);
    expect(drawn).toEqual(expected);
  });

  it('puts everything into the only cell', () => {
    expect([...multinomial(new NumpyRandom(1), 7, Float64Array.of(1))]).toEqual([7]);
    expect([...multinomial(new NumpyRandom(1), 0, Float64Array.of(0.5, 0.5))]).toEqual([0, 0]);
  });
});

describe('binomial', () => {
  it.each([
    [40, 0.3],
    [5000, 0.02],
    [5000, 0.97],
  ])('has the mean and the variance of %i tries at %d', (n, share) => {
    const random = new NumpyRandom(3);
    const draws = Array.from({ length: 20_000 }, () => binomial(random, n, share));
    const mean = draws.reduce((sum, draw) => sum + draw, 0) / draws.length;
    const variance = draws.reduce((sum, draw) => sum + (draw - mean) ** 2, 0) / draws.length;
    const expected = n * share * (1 - share);
    // Five standard errors: of a mean √(v/N), of a variance about v √(2/N).
    expect(Math.abs(mean - n * share)).toBeLessThan(5 * Math.sqrt(expected / draws.length));
    expect(Math.abs(variance - expected)).toBeLessThan(5 * expected * Math.sqrt(2 / draws.length));
  });

  it('is certain where the probability is', () => {
    const random = new NumpyRandom(1);
    expect([binomial(random, 9, 0), binomial(random, 9, 1), binomial(random, 0, 0.4)]).toEqual([0, 9, 0]);
  });

  it('draws nothing where there is nothing to draw: what follows is as numpy has it', () => {
    const [random, fresh] = [new NumpyRandom(1), new NumpyRandom(1)];
    binomial(random, 9, 0);
    binomial(random, 0, 0.4);
    binomial(random, 9, 1);
    expect(random.share()).toBe(fresh.share());
  });
});
