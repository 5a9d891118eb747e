import { describe, expect, test } from 'vitest';
import { askerOf } from './asker.ts';
import { copyGroups } from './copy-groups.ts';
import { modelOf, spaceOf } from './counterfactual-fixtures.ts';
import { counterfactualSpace } from './counterfactual-space.ts';
import { limitsOf } from './limits.ts';
import { minimalChanges } from './minimal-changes.ts';
import { moveCloser } from './move-closer.ts';
import { nearestUnlikeNeighbours, wantedCandidates } from './nearest-unlike-neighbour.ts';
import { singleChanges } from './single-changes.ts';
import type { WantedSide } from './wanted-side.ts';

const of = (...values: number[]): Float64Array => Float64Array.from(values);
const wanted: WantedSide = { kind: 'at-least', threshold: 1 };

test('an asker asks about no row twice', async () => {
  const asker = askerOf(modelOf(([a = 0]) => a));
  expect(await asker.ask([of(1), of(2), of(1)])).toEqual(of(1, 2, 1));
  expect(await asker.ask([of(2), of(3)])).toEqual(of(2, 3));
  expect(await asker.ask([])).toEqual(of());
  expect(asker.evaluations).toBe(3);
  expect(await asker.askAlone(of(3))).toBe(3);
  expect(asker.evaluations).toBe(4);
});

describe('nearest unlike neighbours', () => {
  const rule = ([a = 0, b = 0]: Float64Array): number => (a + b >= 10 ? 1 : 0);
  const rows = [
    [0, 0],
    [9, 3],
    [5, 5],
    [8, 2],
    [10, 0],
  ];
  const space = spaceOf('nn', rows, rule);
  const row = of(5, 2);
  const find = (constraints: Parameters<typeof limitsOf>[1], count = 9, tries = 99, given = space) =>
    nearestUnlikeNeighbours(
      given,
      row,
      wantedCandidates(given, row, wanted),
      limitsOf(given, constraints),
      wanted,
      askerOf(modelOf(rule)),
      { count, tries },
    );

  test('come in order of distance', async () => {
    const { neighbours, wanted: all, tried } = await find([]);
    expect(neighbours.map(({ candidate }) => candidate)).toEqual([3, 2, 1, 4]);
    expect([all, tried]).toEqual([4, 4]);
    expect((await find([], 2)).neighbours.map(({ candidate }) => candidate)).toEqual([3, 2]);
    expect((await find([], 9, 1)).neighbours.map(({ candidate }) => candidate)).toEqual([3]);
  });

  test('keep what may not change, where the rest suffices', async () => {
    const { neighbours } = await find([{ kind: 'immutable', columns: [1] }]);
    // (5, 5) and (10, 0) become (5, 2), the row itself, and (10, 2).
    expect(neighbours.map(({ row: end }) => Array.from(end))).toEqual([
      [8, 2],
      [9, 2],
      [10, 2],
    ]);
  });

  test('are only rows that the model is right about', async () => {
    const { rows: matrix, predictions } = space.candidates;
    const correct = Uint8Array.of(1, 1, 1, 0, 1);
    const given = counterfactualSpace(space.columns, space.groups, { rows: matrix, predictions, correct });
    expect((await find([], 9, 99, given)).neighbours.map(({ candidate }) => candidate)).toEqual([2, 1, 4]);
  });
});

describe('copying groups', () => {
  test('takes the greatest reward first: by prediction, or by prediction for its distance', async () => {
    const rule = ([a = 0, b = 0, c = 0]: Float64Array): number => 0.6 * b + 0.05 * a + 0.5 * c;
    const space = spaceOf(
      'ncc',
      [
        [0, 0, 0],
        [10, 1, 1],
      ],
      rule,
    );
    const copy = (reward: 'sparsity' | 'proximity', neighbour: Float64Array) =>
      copyGroups(
        of(0, 0, 0),
        neighbour,
        space,
        limitsOf(space, []),
        { kind: 'at-least', threshold: 0.5 },
        reward,
        askerOf(modelOf(rule)),
      );
    expect(await copy('sparsity', of(9, 1, 1))).toEqual(of(0, 1, 0));
    // 0.2 for a distance of 0.4, 0.6 and 0.5 for 1 each.
    expect(await copy('proximity', of(4, 1, 0))).toEqual(of(0, 1, 0));
    const cheap = (row: Float64Array): number => rule(row) + 0.08 * (row[0] as number);
    expect(
      await copyGroups(
        of(0, 0, 0),
        of(4, 1, 0),
        space,
        limitsOf(space, []),
        { kind: 'at-least', threshold: 0.5 },
        'proximity',
        askerOf(modelOf(cheap)),
      ),
    ).toEqual(of(4, 0, 0));
    expect(await copy('sparsity', of(1, 0, 0))).toBeNull();
  });

  test('copies linked groups as one', async () => {
    const rule = ([a = 0]: Float64Array): number => a;
    const space = spaceOf(
      'ccc',
      [
        [0, 0, 0],
        [1, 1, 1],
      ],
      rule,
    );
    const limits = limitsOf(space, [{ kind: 'linked', columns: [0, 2] }]);
    expect(
      await copyGroups(of(0, 0, 0), of(1, 1, 1), space, limits, wanted, 'sparsity', askerOf(modelOf(rule))),
    ).toEqual(of(1, 0, 1));
  });
});

describe('moving closer', () => {
  const rule = ([a = 0]: Float64Array): number => (a >= 0.33 ? 1 : 0);
  const values = [0, 0.2, 0.4, 0.7, 1].map((value) => [value, 0]);
  const move = (
    step: number | null,
    constraints: Parameters<typeof limitsOf>[1] = [],
    from = of(0, 0),
    to = of(1, 0),
  ) => {
    const space = spaceOf(
      [
        { name: 'a', kind: 'number', step },
        { name: 'b', kind: 'category' },
      ],
      values,
      rule,
    );
    return moveCloser(from, to, space, limitsOf(space, constraints), wanted, askerOf(modelOf(rule)));
  };

  test('goes to the nearest value of the data, or step from the own value', async () => {
    expect(await move(null)).toEqual(of(0.4, 0));
    expect(await move(0.01)).toEqual(of(0.33, 0));
    expect(await move(0.1, [], of(0.05, 0))).toEqual(of(0.35, 0));
    expect(await move(1e-6)).toEqual(of(0.33, 0));
  });

  test('downwards too', async () => {
    const space = spaceOf('n', [[0], [2], [4], [6], [8]], () => 0);
    const below: WantedSide = { kind: 'below', threshold: 5 };
    expect(
      await moveCloser(of(9), of(0), space, limitsOf(space, []), below, askerOf(modelOf(([a = 0]) => a))),
    ).toEqual(of(4));
  });

  test('stays within the range, and what is linked, missing or a category stays', async () => {
    expect(await move(0.01, [{ kind: 'range', column: 0, from: 0.5, to: null }])).toEqual(of(0.5, 0));
    expect(await move(0.01, [{ kind: 'linked', columns: [0, 1] }])).toEqual(of(1, 0));
    expect(await move(0.01, [], of(Number.NaN, 0))).toEqual(of(1, 0));
  });
});

describe('minimal changes', () => {
  const reduce = (
    row: Float64Array,
    changed: Float64Array,
    rule: (row: Float64Array) => number,
    constraints: Parameters<typeof limitsOf>[1] = [],
    rows: number[][] = [[0]],
  ) => {
    const kinds = 'c'.repeat(row.length);
    const space = spaceOf(kinds, rows[0]?.length === row.length ? rows : [Array.from(row)], rule);
    return minimalChanges(row, changed, space, limitsOf(space, constraints), wanted, askerOf(modelOf(rule)));
  };
  const sum = (row: Float64Array): number => row.reduce((total, value) => total + value, 0);

  test('are the smallest subset that suffices, also of a model that is not monotone', async () => {
    // Changing both of the first two is no use, one of them is.
    const odd = ([a = 0, b = 0, c = 0]: Float64Array): number => (a + b + c) % 2;
    expect(await reduce(of(0, 0, 0), of(1, 1, 1), odd)).toEqual({ row: of(1, 0, 0), minimal: true });
    expect(await reduce(of(0, 0, 0), of(0.5, 0.5, 0), sum)).toEqual({ row: of(0.5, 0.5, 0), minimal: true });
  });

  test('do not part what is linked, unless it occurs', async () => {
    const constraints = [{ kind: 'linked' as const, columns: [0, 1] }];
    const apart = await reduce(of(0, 0), of(1, 1), ([a = 0]) => a, constraints, [
      [0, 0],
      [1, 1],
    ]);
    expect(apart.row).toEqual(of(1, 1));
    const seen = await reduce(of(0, 0), of(1, 1), ([a = 0]) => a, constraints, [
      [1, 0],
      [1, 1],
    ]);
    expect(seen.row).toEqual(of(1, 0));
  });

  test('of more than twelve are found one by one, and say so', async () => {
    const row = new Float64Array(14);
    const { row: end, minimal } = await reduce(
      row,
      row.map(() => 0.25),
      sum,
    );
    expect(minimal).toBe('greedy');
    expect(sum(end)).toBe(1);
  });
});

describe('single changes', () => {
  test('find the nearest value of each group that suffices by itself', async () => {
    const rule = ([a = 0, b = 0, c = 0]: Float64Array): number => Number(a >= 7 || b === 2 || c === 9);
    const rows = Array.from({ length: 11 }, (_, at) => [at, at % 3, at % 2]);
    const space = spaceOf('ncc', rows, rule);
    const limits = limitsOf(space, [{ kind: 'range', column: 0, from: null, to: 9 }]);
    const found = await singleChanges(of(1, 0, 0), space, limits, wanted, askerOf(modelOf(rule)));
    expect(found).toEqual([
      { row: of(7, 0, 0), least: 0.5 },
      { row: of(1, 2, 0), least: 1 },
    ]);
    const low = ([a = 0]: Float64Array): number => Number(a <= 3);
    const down = await singleChanges(of(8, 0, 0), space, limits, wanted, askerOf(modelOf(low)));
    expect(down).toEqual([{ row: of(3, 0, 0), least: 0.4 }]);
    const linked = limitsOf(space, [{ kind: 'linked', columns: [0, 1] }]);
    expect(await singleChanges(of(1, 0, 0), space, linked, wanted, askerOf(modelOf(rule)))).toEqual([]);
  });

  test('take a one-hot group as it occurs', async () => {
    const rule = ([, b = 0]: Float64Array): number => b;
    const space = spaceOf(
      'cc',
      [
        [1, 0],
        [0, 1],
      ],
      rule,
      [[0, 1]],
    );
    const found = await singleChanges(of(1, 0), space, limitsOf(space, []), wanted, askerOf(modelOf(rule)));
    expect(found.map((one) => one.row)).toEqual([of(0, 1)]);
  });
});
