import { expect, test } from 'vitest';
import { NumpyRandom } from '@modelfolio/statistics/numpy-random';
import { limeNeighbours } from './lime-neighbours.ts';
import { binOf, limeStatistics, type LimeNumbers } from './lime-statistics.ts';
import { truncatedNormal } from '@modelfolio/statistics/truncated-normal';

const random = new NumpyRandom(4);
const rows = 300;
const columns = 3;
const values = Float64Array.from({ length: rows * columns }, (_, at) => {
  if (at % columns === 0) return random.normal() * 5;
  if (at % columns === 1) return Math.floor(random.share() * 4);
  return random.share() < 0.2 ? Number.NaN : -Math.log(random.share());
});
const statistics = limeStatistics({ values, rows, columns }, [1]);
const row = Float64Array.of(0.1, 2, 1);

test('bins and categories come as often as in training', () => {
  const samples = 20_001;
  const { rows: drawn } = limeNeighbours(row, statistics, samples, 1);
  statistics.forEach((column, at) => {
    const counts = new Float64Array(column.shares.length + 1);
    for (let sample = 1; sample < samples; sample++) {
      const value = drawn.values[sample * columns + at] as number;
      const inBin = column.kind === 'number' ? binOf(column.edges, value) : column.codes.indexOf(value);
      const bin = Number.isNaN(value) ? column.shares.length : inBin;
      counts[bin] = (counts[bin] as number) + 1;
    }
    const square = [...column.shares, column.missing].reduce((sum, share, bin) => {
      const expected = share * (samples - 1);
      // What never occurs must not come: then this is infinite.
      if (expected === 0 && counts[bin] === 0) return sum;
      return sum + ((counts[bin] as number) - expected) ** 2 / expected;
    }, 0);
    // χ² of 4 degrees of freedom: above 18.5 once in a thousand.
    expect(square).toBeLessThan(18.5);
  });
});

test('values in a bin lie within its bounds, spread as the truncated normal distribution', () => {
  const { rows: drawn } = limeNeighbours(row, statistics, 20_000, 2);
  const column = statistics[0] as LimeNumbers;
  for (const bin of column.shares.keys()) {
    const found = Float64Array.from({ length: 19_999 }, (_, at) => drawn.values[(at + 1) * columns] as number)
      .filter((value) => binOf(column.edges, value) === bin)
      .sort();
    const [low, high] = [column.lows[bin] as number, column.highs[bin] as number];
    expect(found[0]).toBeGreaterThanOrEqual(low);
    expect(found.at(-1)).toBeLessThanOrEqual(high);
    const share = (value: number): number =>
      normalShare((value - (column.means[bin] as number)) / (column.deviations[bin] as number));
    const [first, all] = [share(low), share(high) - share(low)];
    const farthest = found.reduce(
      (most, value, at) => Math.max(most, Math.abs((share(value) - first) / all - (at + 0.5) / found.length)),
      0,
    );
    // Kolmogorov and Smirnov: above 1.95/√n once in a thousand.
    expect(farthest).toBeLessThan(1.95 / Math.sqrt(found.length));
  }
});

test('the row itself comes first; a neighbour is the same where its bin is', () => {
  const { rows: drawn, same, distances } = limeNeighbours(row, statistics, 500, 3);
  expect([...drawn.values.subarray(0, 3)]).toEqual([...row]);
  expect([...same.values.subarray(0, 3), distances[0]]).toEqual([1, 1, 1, 0]);
  const { edges } = statistics[0] as LimeNumbers;
  for (let sample = 1; sample < 500; sample++) {
    const [number, category] = drawn.values.subarray(sample * 3) as unknown as [number, number];
    const signs = same.values.subarray(sample * 3, sample * 3 + 3);
    expect(signs[0]).toBe(binOf(edges, number) === binOf(edges, row[0] as number) ? 1 : 0);
    expect(signs[1]).toBe(category === 2 ? 1 : 0);
    const apart = 3 - signs.reduce((sum, sign) => sum + sign, 0);
    expect(distances[sample]).toBeCloseTo(Math.sqrt(apart), 12);
  }
});

test('missing is the same as missing, and an unknown category the same as none', () => {
  const { rows: drawn, same } = limeNeighbours(Float64Array.of(0, 9, Number.NaN), statistics, 300, 3);
  for (let sample = 1; sample < 300; sample++) {
    expect(same.values[sample * 3 + 1]).toBe(0);
    expect(same.values[sample * 3 + 2]).toBe(Number.isNaN(drawn.values[sample * 3 + 2]) ? 1 : 0);
  }
});

test('a bin of one value gives that value; a bin without deviation its mean', () => {
  expect(truncatedNormal(random, 3, 1e-11, 3, 3)).toBe(3);
  expect(truncatedNormal(random, 5, 1e-11, 3, 7)).toBeCloseTo(5, 9);
});

test('what does not fit is named', () => {
  expect(() => limeNeighbours(Float64Array.of(1), statistics, 10, 0)).toThrow(
    'the row has 1 columns, the statistics 3',
  );
  expect(() => limeNeighbours(row, statistics, 1, 0)).toThrow('samples: 1');
  const [number, ...rest] = statistics as [LimeNumbers, ...typeof statistics];
  expect(() => limeNeighbours(row, [{ ...number, missing: 0.5 }, ...rest], 10, 0)).toThrow(
    'shares add up to 1.5',
  );
  const wide = { ...number, deviations: number.deviations.map(() => 1e9) };
  expect(() => limeNeighbours(row, [wide, ...rest], 10, 0)).toThrow(
    'statistics of column 0, bin 0: no values',
  );
});

/** Share of the standard normal distribution below a value, by Simpson's rule. */
function normalShare(value: number): number {
  const steps = 200;
  let sum = 0;
  for (let at = 0; at <= steps; at++) {
    const place = (value * at) / steps;
    const weight = at === 0 || at === steps ? 1 : 2 + 2 * (at % 2);
    sum += weight * Math.exp(-(place ** 2) / 2);
  }
  return 0.5 + (sum * value) / steps / 3 / Math.sqrt(2 * Math.PI);
}
