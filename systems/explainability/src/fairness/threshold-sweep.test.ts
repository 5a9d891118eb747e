import { NumpyRandom } from '@modelfolio/statistics/numpy-random';
import fc from 'fast-check';
import { countWork } from '@modelfolio/measuring/testing/count-work';
import { describe, expect, it } from 'vitest';
import { arbitraryRows, countRows, rowsOf } from '../../test/golden/fairness/fairness-cases.ts';
import { confusionAt, prepareGroups, sumOf, type Confusion, type ScoredRows } from './group-counts.ts';
import { costByRate } from './rate-windows.ts';
import { rateValue } from './rates.ts';
import { constrainedRates, type Constraint, type Costs } from './threshold-choice.ts';
import { cheapestPerGroup, cheapestThreshold, costByTolerance, thresholdSweep } from './threshold-sweep.ts';

const constraints = Object.keys(constrainedRates) as Constraint[];
// Costs that a double holds exactly, so that sums in another order are the same.
const someCosts = fc
  .tuple(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 1, max: 8 }), fc.boolean())
  .map(([one, other, swapped]): Costs =>
    swapped
      ? { falsePositive: other / 4, falseNegative: one / 4 }
      : { falsePositive: one / 4, falseNegative: other / 4 },
  );
const someTolerance = fc.oneof(
  fc.constantFrom(0, 0.1, 0.25, 0.5, 1),
  fc.double({ min: 0, max: 1, noNaN: true }),
);

const costOf = ({ falsePositive, falseNegative }: Costs, confusions: readonly Confusion[]): number => {
  const { fp, fn } = sumOf(confusions);
  return falsePositive * fp + falseNegative * fn;
};

/** The largest difference of a constrained rate; `null` when a choice makes a rate undefined that need not be. */
function violationOf(
  rows: ScoredRows,
  confusions: readonly Confusion[],
  constraint: Constraint,
): number | null {
  const differences = constrainedRates[constraint].map((rate) => {
    const rates = confusions.map((counts) => rateValue(counts, rate));
    const holds = (group: number): boolean => rows.groups.includes(group);
    if (
      rate === 'positivePredictiveValue' &&
      rates.some((value, group) => Number.isNaN(value) && holds(group))
    )
      return Infinity;
    const defined = rates.filter((value) => !Number.isNaN(value));
    return defined.length < 2 ? 0 : Math.max(...defined) - Math.min(...defined);
  });
  const worst = Math.max(...differences);
  return worst === Infinity ? null : worst;
}

/** The least cost of every combination of thresholds, one by one, and the least violation at that cost. */
function cheapestOf(
  rows: ScoredRows,
  constraint: Constraint,
  costs: Costs,
  tolerance: number,
): { cost: number; violation: number } | null {
  const thresholds = rows.groupNames.map((_, group) => [
    ...new Set(rows.scores.filter((__, row) => rows.groups[row] === group)),
    Infinity,
  ]);
  let best: { cost: number; violation: number } | null = null;
  const choose = (chosen: readonly Confusion[]): void => {
    const own = thresholds[chosen.length];
    if (own) {
      for (const threshold of own) choose([...chosen, countRows(rows, chosen.length, threshold)]);
      return;
    }
    const violation = violationOf(rows, chosen, constraint);
    if (violation === null || violation > tolerance + 1e-12) return;
    const cost = costOf(costs, chosen);
    if (best === null || cost < best.cost || (cost === best.cost && violation < best.violation))
      best = { cost, violation };
  };
  choose([]);
  return best;
}

describe('thresholdSweep', () => {
  it.each(constraints)('finds the least cost of all combinations: %s', (constraint) => {
    fc.assert(
      fc.property(arbitraryRows(14, 3), someCosts, someTolerance, (rows, costs, tolerance) => {
        const choice = thresholdSweep(prepareGroups(rows), constraint).cheapest(costs, tolerance);
        const best = cheapestOf(rows, constraint, costs, tolerance);
        expect(choice?.cost).toBe(best?.cost);
        expect(constraint === 'equalizedOdds' || choice?.violation === best?.violation).toBe(true);
        if (choice === null) return;
        // What it says of its thresholds is what the rows say.
        const confusions = rows.groupNames.map((_, group) =>
          countRows(rows, group, choice.thresholds[group] as number),
        );
        expect(choice.confusions).toEqual(confusions);
        expect(choice.cost).toBe(costOf(costs, confusions));
        expect(choice.violation).toBe(violationOf(rows, confusions, constraint));
        expect(choice.violation).toBeLessThanOrEqual(tolerance + 1e-12);
      }),
      { numRuns: 300 },
    );
  });

  it.each(constraints)('does not depend on the order of groups: %s', (constraint) => {
    fc.assert(
      fc.property(arbitraryRows(40, 4), someCosts, someTolerance, (rows, costs, tolerance) => {
        const last = rows.groupNames.length - 1;
        const turned = { ...rows, groups: rows.groups.map((group) => last - group) };
        const [one, other] = [rows, turned].map((given) =>
          thresholdSweep(prepareGroups(given), constraint).cheapest(costs, tolerance),
        );
        expect(other && { ...other, thresholds: other.thresholds.toReversed() }).toEqual(
          one && { ...one, confusions: one.confusions.toReversed() },
        );
      }),
    );
  });

  it.each([
    // Nobody costs one miss, everybody one false alarm.
    ['the lower rate', [0.9, 0.8], [0, 1], [0, 0], 'demographicParity', 1, [Infinity]],
    // Both halves of the first group's thresholds are right one time in two, at the same cost.
    [
      'the higher threshold',
      [0.9, 0.8, 0.7, 0.6, 0.5, 0.5],
      [1, 0, 1, 0, 1, 0],
      [0, 0, 0, 0, 1, 1],
      'predictiveParity',
      0,
      [0.8, 0.5],
    ],
    // The second group selects two of three, which is nearer to everybody.
    [
      'the smaller violation',
      [0.9, 0.8, 0.5, 0.45, 0.4],
      [0, 1, 1, 1, 0],
      [0, 0, 1, 1, 1],
      'demographicParity',
      1,
      [0.8, 0.45],
    ],
  ] as const)('takes %s on equal cost', (_, scores, actual, groups, constraint, tolerance, expected) => {
    const groupNames = expected.map((__, group) => `group ${group}`);
    const rows = rowsOf({ scores: [...scores], actual: [...actual], groups: [...groups], groupNames });
    const sweep = thresholdSweep(prepareGroups(rows), constraint);
    const choice = sweep.cheapest({ falsePositive: 1, falseNegative: 1 }, tolerance);
    expect([...(choice?.thresholds ?? [])]).toEqual(expected);
  });

  it('says for which groups a rate is undefined, and binds the others', () => {
    const rows = rowsOf({
      scores: [0.9, 0.2, 0.8, 0.1, 0.7, 0.3],
      actual: [1, 0, 1, 0, 0, 0],
      groups: [0, 0, 1, 1, 2, 2],
      groupNames: ['a', 'b', 'no positives', 'no rows'],
    });
    const sweep = thresholdSweep(prepareGroups(rows), 'equalOpportunity');
    expect(sweep.undefinedFor).toEqual([
      { group: 'no positives', rate: 'truePositiveRate' },
      { group: 'no rows', rate: 'truePositiveRate' },
    ]);
    const choice = sweep.cheapest({ falsePositive: 1, falseNegative: 1 }, 0);
    expect(choice).toMatchObject({ cost: 0, violation: 0 });
    expect([...(choice?.thresholds ?? [])]).toEqual([0.9, 0.8, Infinity, Infinity]);
    expect(thresholdSweep(prepareGroups(rows), 'equalizedOdds').undefinedFor).toEqual([
      { group: 'no rows', rate: 'falsePositiveRate' },
      { group: 'no positives', rate: 'truePositiveRate' },
      { group: 'no rows', rate: 'truePositiveRate' },
    ]);
  });

  it('finds nothing where predictive parity cannot be', () => {
    const rows = rowsOf({ scores: [0.5, 0.5], actual: [1, 0], groups: [0, 1], groupNames: ['a', 'b'] });
    const sweep = thresholdSweep(prepareGroups(rows), 'predictiveParity');
    expect(sweep.cheapest({ falsePositive: 1, falseNegative: 1 }, 0.5)).toBeNull();
    const [point] = costByTolerance(
      prepareGroups(rows),
      sweep,
      { falsePositive: 1, falseNegative: 1 },
      [0.5],
    );
    expect(point).toEqual({ tolerance: 0.5, cost: null, violation: null });
  });

  it.each([
    [
      { falsePositive: -1, falseNegative: 1 },
      0,
      'costs -1 and 1: give two numbers from 0, of which one is above 0',
    ],
    [
      { falsePositive: 0, falseNegative: 0 },
      0,
      'costs 0 and 0: give two numbers from 0, of which one is above 0',
    ],
    [
      { falsePositive: 1, falseNegative: 1 },
      Number.NaN,
      'tolerance NaN: give the difference that is allowed, from 0',
    ],
  ])('refuses costs %j and tolerance %d', (costs, tolerance, message) => {
    const rows = rowsOf({ scores: [0.5], actual: [1], groups: [0], groupNames: ['a'] });
    const sweep = thresholdSweep(prepareGroups(rows), 'demographicParity');
    expect(() => sweep.cheapest(costs, tolerance)).toThrow(
      expect.objectContaining({ code: 'input', message }),
    );
  });

  it.each(constraints)('follows a slider, with 16,281 rows in five groups: %s', (constraint) => {
    const counts = prepareGroups(manyRows());
    const sweep = thresholdSweep(counts, constraint);
    for (const tolerance of [0, 0.01, 0.05])
      for (const falseNegative of [1, 3, 0.3]) {
        const work = countWork(() => sweep.cheapest({ falsePositive: 1, falseNegative }, tolerance));
        // 14 to 76 steps a row: some milliseconds. A search that starts anew for each threshold takes thousands.
        expect(work).toBeLessThan(100 * 16_281);
      }
  });
});

describe('cheapestThreshold', () => {
  it('finds the least cost of all thresholds, and the highest of several', () => {
    fc.assert(
      fc.property(arbitraryRows(30, 3), someCosts, (rows, costs) => {
        const choice = cheapestThreshold(prepareGroups(rows), costs);
        const costAt = (threshold: number): number =>
          costOf(
            costs,
            rows.groupNames.map((_, group) => countRows(rows, group, threshold)),
          );
        const thresholds = [...rows.scores, Infinity].sort((one, other) => other - one);
        const least = Math.min(...thresholds.map(costAt));
        expect(choice.cost).toBe(least);
        const [first] = choice.thresholds;
        expect(first).toBe(thresholds.find((threshold) => costAt(threshold) === least));
        expect(confusionAt(prepareGroups(rows), first as number)).toEqual(choice.confusions);
      }),
    );
  });
});

describe('cheapestPerGroup', () => {
  it('costs no more than anything under a constraint', () => {
    fc.assert(
      fc.property(
        arbitraryRows(30, 3),
        someCosts,
        fc.constantFrom(...constraints),
        (rows, costs, constraint) => {
          const counts = prepareGroups(rows);
          const free = cheapestPerGroup(counts, costs);
          expect(free.cost).toBeLessThanOrEqual(cheapestThreshold(counts, costs).cost);
          const bound = thresholdSweep(counts, constraint).cheapest(costs, 1);
          // Predictive parity alone wants somebody of every group predicted positive.
          expect(bound?.cost).toBeGreaterThanOrEqual(free.cost);
          expect(constraint === 'predictiveParity' || bound?.cost === free.cost).toBe(true);
        },
      ),
    );
  });
});

describe('the price of fairness', () => {
  const costs = { falsePositive: 1, falseNegative: 1 };

  it.each(constraints)(
    'falls with the tolerance, down to the cost without a constraint: %s',
    (constraint) => {
      const counts = prepareGroups(manyRows(800));
      const points = costByTolerance(counts, thresholdSweep(counts, constraint), costs);
      expect(points).toHaveLength(21);
      const known = points.map(({ cost }) => cost ?? Infinity);
      expect(known).toEqual(known.toSorted((one, other) => other - one));
      expect(known.at(-1)).toBe(cheapestPerGroup(counts, costs).cost);
    },
  );

  it('has its least point where the cheapest thresholds are', () => {
    fc.assert(
      fc.property(arbitraryRows(30, 3), someCosts, someTolerance, (rows, given, tolerance) => {
        const counts = prepareGroups(rows);
        const { rates, costs: found } = costByRate(counts, 'selectionRate', given, tolerance);
        expect(Math.min(...found)).toBe(
          thresholdSweep(counts, 'demographicParity').cheapest(given, tolerance)?.cost,
        );
        expect([...rates]).toEqual([...new Set(rates)].sort((one, other) => one - other));
      }),
    );
  });
});

/** Rows of five groups with different shares of positives, and no two scores alike. */
function manyRows(rows = 16_281): ScoredRows {
  const random = new NumpyRandom(5);
  const groups = Uint16Array.from({ length: rows }, () => Math.floor(5 * random.share() ** 2));
  const actual = Uint8Array.from(groups, (group) => (random.share() < 0.15 + 0.06 * group ? 1 : 0));
  const scores = Float64Array.from(
    actual,
    (positive) => 1 / (1 + Math.exp(-random.normal() - 1.5 * (2 * positive - 1))),
  );
  return { scores, actual, groups, groupNames: ['a', 'b', 'c', 'd', 'e'] };
}
