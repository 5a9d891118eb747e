import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rowOf } from '../matrix.ts';
import { singleColumns } from '../model-function.ts';
import { changedGroups, withGroups } from './changes.ts';
import type { Constraint } from './constraints.ts';
import { counterfactual } from './counterfactual.ts';
import { columnsOfKinds, modelOf, spaceOf } from './counterfactual-fixtures.ts';
import { counterfactualSpace } from './counterfactual-space.ts';
import { counterfactuals } from './counterfactuals.ts';
import { limitsOf } from './limits.ts';
import { subsetsOf } from './minimal-changes.ts';
import { isWanted, type WantedSide } from './wanted-side.ts';

const of = (...values: number[]): Float64Array => Float64Array.from(values);
const half: WantedSide = { kind: 'at-least', threshold: 0.5 };

describe('a counterfactual', () => {
  const rule = ([a = 0, b = 0]: Float64Array): number => (a >= 30 && b === 1 ? 0.9 : 0.1);
  const rows = [
    [10, 0, 0],
    [40, 1, 1],
    [50, 1, 0],
    [30, 1, 2],
    [20, 1, 0],
  ];
  const space = spaceOf('ncc', rows, rule);
  const ask = (row: Float64Array, constraints: Constraint[] = [], wanted: WantedSide = half) =>
    counterfactual(modelOf(rule), space, row, { wanted, constraints });

  test('changes what is needed, to values of the data, as little as it can', async () => {
    const { counterfactual: found, reason } = await ask(of(10, 0, 0));
    expect(reason).toBeNull();
    expect(found).toMatchObject({
      row: of(30, 1, 0),
      changes: [
        { group: 0, from: [10], to: [30] },
        { group: 1, from: [0], to: [1] },
      ],
      distance: 1.5,
      prediction: 0.9,
      minimal: true,
    });
  });

  test('one value of the data is enough where it is', async () => {
    const { counterfactual: found } = await ask(of(35, 0, 2));
    expect(found).toMatchObject({ changes: [{ group: 1, from: [0], to: [1] }], candidate: null });
  });

  test('obeys what may not change, and says so where nothing is left', async () => {
    expect((await ask(of(10, 0, 0), [{ kind: 'immutable', columns: [1] }])).counterfactual).toBeNull();
    const { reason, tried } = await ask(of(10, 0, 0), [
      { kind: 'immutable', columns: [1] },
      { kind: 'range', column: 0, from: null, to: 25 },
    ]);
    expect(reason).toBe(
      'none within these limits (b kept; a from any to 25): all 3 rows with a prediction of at least 0.5 were tried, and none gets there with what may change',
    );
    expect(tried).toBe(3);
  });

  test('a row that is there already, and a side without rows, are answers too', async () => {
    expect((await ask(of(40, 1, 0))).reason).toBe(
      'the row is there already: its prediction is 0.9, wanted is at least 0.5',
    );
    expect((await ask(of(10, 0, 0), [], { kind: 'at-least', threshold: 0.95 })).reason).toBe(
      'none: no row of the data has a prediction of at least 0.95',
    );
  });

  test('what makes no sense is thrown', async () => {
    await expect(ask(of(1, 2))).rejects.toThrow('a row of 2 values, expected 3');
    await expect(ask(of(1, 0, 0), [], { kind: 'between', from: 2, to: 1 })).rejects.toThrow(
      'a prediction of 2 to 1: the first is greater',
    );
    await expect(ask(of(1, 0, 0), [], { kind: 'below', threshold: Number.NaN })).rejects.toThrow('finite');
    const stopped = AbortSignal.abort(new Error('enough'));
    await expect(
      counterfactual(modelOf(rule), space, of(10, 0, 0), { wanted: half, signal: stopped }),
    ).rejects.toThrow('enough');
  });

  test('a value of a target comes to lie in an interval', async () => {
    const sum = ([a = 0, b = 0]: Float64Array): number => a + 10 * b;
    const plane = spaceOf(
      'nn',
      [
        [0, 0],
        [1, 3],
        [4, 2],
        [9, 1],
        [5, 2],
      ],
      sum,
    );
    const wanted: WantedSide = { kind: 'between', from: 20, to: 24 };
    const { counterfactual: found } = await counterfactual(modelOf(sum), plane, of(0, 0), { wanted });
    expect(found?.prediction).toBeGreaterThanOrEqual(20);
    expect(found?.prediction).toBeLessThanOrEqual(24);
  });

  test('linked columns come from one row', async () => {
    const wanting = ([a = 0, b = 0]: Float64Array): number => (a + b >= 7 ? 1 : 0);
    const linked = spaceOf(
      'cc',
      [
        [0, 0],
        [3, 4],
        [6, 2],
        [5, 0],
      ],
      wanting,
    );
    const constraints: Constraint[] = [{ kind: 'linked', columns: [0, 1] }];
    const { counterfactual: found } = await counterfactual(modelOf(wanting), linked, of(1, 2), {
      wanted: half,
      constraints,
    });
    // (6, 2) occurs, and leaves b as it is.
    expect(found?.row).toEqual(of(6, 2));
  });
});

test('a change that moving a number has made needless is left out', async () => {
  // Not monotone: on the way back from 100, which needs b, lies 50, which does not.
  const rule = ([a = 0, b = 0]: Float64Array): number => Number(a === 50 || (a === 100 && b === 1));
  const rows = [...Array.from({ length: 101 }, (_, a) => [a, 0]), [100, 1]];
  const { columns, groups, candidates } = spaceOf('nc', rows, rule);
  const correct = Uint8Array.from(rows, ([a]) => (a === 50 ? 0 : 1));
  const space = counterfactualSpace(columns, groups, { ...candidates, correct });
  const { counterfactual: found } = await counterfactual(modelOf(rule), space, of(0, 0), { wanted: half });
  expect(found).toMatchObject({
    row: of(50, 0),
    changes: [{ group: 0, from: [0], to: [50] }],
    minimal: true,
  });
});

/** Tables, models with interactions, and constraints, all small enough to enumerate. */
const arbitraryCase = fc.record({
  rows: fc.array(
    fc.tuple(
      fc.integer({ min: 0, max: 9 }),
      fc.integer({ min: 0, max: 9 }),
      fc.integer({ min: 0, max: 3 }),
      fc.integer({ min: 0, max: 2 }),
    ),
    { minLength: 4, maxLength: 25 },
  ),
  weights: fc.array(fc.integer({ min: -4, max: 4 }), { minLength: 6, maxLength: 6 }),
  threshold: fc.integer({ min: -8, max: 8 }),
  constraints: fc.subarray([
    { kind: 'immutable', columns: [2] },
    { kind: 'one-way', column: 0, direction: 'up' },
    { kind: 'range', column: 1, from: 2, to: 7 },
    { kind: 'allowed', column: 3, codes: [0, 2] },
    { kind: 'linked', columns: [0, 3] },
  ] as Constraint[]),
  reward: fc.constantFrom('sparsity' as const, 'proximity' as const),
  step: fc.constantFrom(1, null),
});

test('all counterfactuals are on the wanted side, obey, and have no change too many', async () => {
  let found = 0;
  await fc.assert(
    fc.asyncProperty(arbitraryCase, async ({ rows, weights, threshold, constraints, reward, step }) => {
      const [w0 = 0, w1 = 0, w2 = 0, w3 = 0, w4 = 0, w5 = 0] = weights;
      const rule = ([a = 0, b = 0, c = 0, d = 0]: Float64Array): number =>
        w0 * a + w1 * b * (d - 1) + w2 * Number(c === 2) * a + w3 * Number(c === d) + w4 * d + w5;
      const columns = columnsOfKinds('nncc').map((column) => ({ ...column, step }));
      const space = spaceOf(columns, rows, rule);
      const row = rowOf(space.candidates.rows, 0).slice();
      const wanted: WantedSide =
        rule(row) < threshold ? { kind: 'at-least', threshold } : { kind: 'below', threshold };
      const options = { wanted, constraints, reward, count: 3 };
      const { counterfactual: one, reason } = await counterfactual(modelOf(rule), space, row, options);
      const several = await counterfactuals(modelOf(rule), space, row, options);
      expect(one === null).toBe(reason !== null);
      expect(several.counterfactuals[0] ?? null).toEqual(one);
      const limits = limitsOf(space, constraints);
      const groups = singleColumns(4);
      for (const { row: end, changes, prediction, distance, minimal } of several.counterfactuals) {
        found++;
        const changed = changedGroups(row, end, groups);
        expect(changes.map(({ group }) => group)).toEqual(changed);
        expect(isWanted(wanted, rule(end))).toBe(true);
        expect(prediction).toBe(rule(end));
        expect(distance).toBe(space.distance.between(row, end));
        expect(minimal).toBe(true);
        expect(end.every((to, column) => limits.permits(column, row[column] as number, to))).toBe(true);
        expect(limits.areLinksSeen(row, end)).toBe(true);
        const fewer = changed
          .flatMap((_, size) => subsetsOf(changed, size))
          .map((subset) => withGroups(row, end, subset, groups))
          .filter((less) => limits.areLinksSeen(row, less));
        expect(fewer.some((less) => isWanted(wanted, rule(less)))).toBe(false);
      }
      const sets = several.counterfactuals.map(({ changes }) => changes.map(({ group }) => group).join(' '));
      expect(new Set(sets).size).toBe(sets.length);
    }),
    { numRuns: 300 },
  );
  expect(found).toBeGreaterThan(100);
});
