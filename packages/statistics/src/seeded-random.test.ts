import { describe, expect, it } from 'vitest';
import { normal, seededRandom, shuffle } from './seeded-random.ts';

describe('seeded random numbers', () => {
  it('are even over [0, 1)', () => {
    const random = seededRandom(1);
    const counts = new Int32Array(10);
    for (let i = 0; i < 10_000; i += 1) {
      const value = random();
      expect(value).toBeGreaterThanOrEqual(0);
      counts[Math.floor(value * 10)] = (counts[Math.floor(value * 10)] as number) + 1;
    }
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });

  it('differ between seeds and between streams of one seed', () => {
    const first = [[1], [2], [1, 0], [1, 1], [1, 0, 0], [1, 1, 0], [1, 0, 1]].map(([seed, ...stream]) =>
      seededRandom(seed as number, ...stream)(),
    );
    expect(new Set(first).size).toBe(first.length);
  });

  it('of a normal distribution have mean 0 and variance 1', () => {
    const random = seededRandom(4);
    const values = Array.from({ length: 20_000 }, () => normal(random));
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    expect(Math.abs(mean)).toBeLessThan(0.03);
    expect(Math.abs(variance - 1)).toBeLessThan(0.05);
  });

  it('shuffle every value into every place', () => {
    const places = new Set<number>();
    for (let seed = 0; seed < 100; seed += 1)
      places.add(shuffle(Int32Array.of(0, 1, 2, 3), seededRandom(seed)).indexOf(0));
    expect(places.size).toBe(4);
    expect([...shuffle(Int32Array.of(3, 1, 2), seededRandom(1))].sort((a, b) => a - b)).toEqual([1, 2, 3]);
  });
});
