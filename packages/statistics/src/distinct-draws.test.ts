import { expect, test } from 'vitest';
import { DistinctDraws } from './distinct-draws.ts';
import { NumpyRandom } from './numpy-random.ts';

test('every number below the limit is drawn once, each as often at the start', () => {
  const first = new Uint32Array(6);
  for (let seed = 0; seed < 3000; seed++) {
    const [draws, random] = [new DistinctDraws(6), new NumpyRandom(seed)];
    const all = Array.from({ length: 6 }, () => draws.next(random) ?? -1);
    expect(all.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5]);
    first[all[0] ?? 0] = (first[all[0] ?? 0] ?? 0) + 1;
  }
  // 500 expected each, standard deviation about 20: five of them.
  for (const times of first) expect(Math.abs(times - 500)).toBeLessThan(102);
});

test('limits that doubles cannot count to are refused', () => {
  expect(new DistinctDraws(2 ** 53).next(new NumpyRandom(1))).toBeNull();
});
