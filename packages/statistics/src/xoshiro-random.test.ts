import { describe, expect, it } from 'vitest';
import { XoshiroRandom } from './xoshiro-random.ts';

describe('XoshiroRandom', () => {
  it('draws what the authors’ C program draws of the state 1, 2, 3, 4', () => {
    const random = new XoshiroRandom([1, 2, 3, 4]);
    expect(Array.from({ length: 10 }, () => random.whole())).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
    ]);
  });

  it('has a stream for each seed', () => {
    const first = (seed: number): number => new XoshiroRandom(seed).whole();
    expect(first(7)).toBe(first(7));
    expect(new Set(Array.from({ length: 1000 }, (_, seed) => first(seed))).size).toBe(1000);
  });

  it('is even, and normal with mean 0 and variance 1', () => {
    const random = new XoshiroRandom(3);
    const shares = Float64Array.from({ length: 20_000 }, () => random.share());
    const tenths = new Uint32Array(10);
    for (const share of shares)
      tenths[Math.floor(share * 10)] = (tenths[Math.floor(share * 10)] as number) + 1;
    // 2,000 expected each, standard deviation about 42: five of them.
    for (const count of tenths) expect(Math.abs(count - 2000)).toBeLessThan(212);
    const normals = Float64Array.from({ length: 20_000 }, () => random.normal());
    const mean = normals.reduce((sum, value) => sum + value, 0) / normals.length;
    const variance = normals.reduce((sum, value) => sum + (value - mean) ** 2, 0) / normals.length;
    expect(Math.abs(mean)).toBeLessThan(5 / Math.sqrt(20_000));
    expect(Math.abs(variance - 1)).toBeLessThan(5 * Math.sqrt(2 / 20_000));
  });

  it('shuffles every value into every place, equally often', () => {
    const random = new XoshiroRandom(1);
    const places = new Uint32Array(25);
    for (let round = 0; round < 5000; round++) {
      const values = Int32Array.of(0, 1, 2, 3, 4);
      random.shuffle(values);
      values.forEach((value, at) => (places[value * 5 + at] = (places[value * 5 + at] as number) + 1));
      expect([...values].toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4]);
    }
    // 1,000 expected each, standard deviation about 28.
    for (const count of places) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });

  it.each([-1, 1.5, 2 ** 32, Number.NaN])('refuses the seed %d', (seed) => {
    expect(() => new XoshiroRandom(seed)).toThrow(
      `a seed must be a whole number from 0 to 4294967295, not ${seed}`,
    );
  });

  it('refuses a state that never changes', () => {
    expect(() => new XoshiroRandom([0, 0, 0, 0])).toThrow('a state of zeros');
  });
});
