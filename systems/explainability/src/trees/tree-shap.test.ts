import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { NumpyRandom } from '@modelfolio/statistics/numpy-random';
import { rowOf, type Matrix } from '../matrix.ts';
import { singleColumns, type Groups } from '../model-function.ts';
import { BlockMemo } from './block-memo.ts';
import { buildEnsemble, type SourceNode, type SplitMode } from './build-ensemble.ts';
import { compilePaths } from './compile-paths.ts';
import { pairWalk } from './pair-walk.ts';
import { pathWeights } from './path-weights.ts';
import { sumsOf, weightOf, type TreeEnsemble } from './tree-ensemble.ts';
import { treeExplainer } from './tree-shap.ts';
import { walkTree } from './walk-tree.ts';

const modes: readonly SplitMode[] = ['LEQ', 'LT', 'GTE', 'GT', 'EQ', 'NEQ', 'MEMBER'];

interface Shape {
  trees: number;
  depth: number;
  columns: number;
  single: boolean;
}

/** Trees with all modes, over values that repeat, so that equality and membership happen. */
function randomTrees(random: NumpyRandom, { trees, depth, columns, single }: Shape): TreeEnsemble {
  const nodes: SourceNode[] = [];
  const value = (): number => Math.floor(random.share() * 5) - 2;
  function grow(left: number): number {
    const at = nodes.length;
    if (left === 0 || random.share() < 0.1) {
      nodes.push({
        kind: 'leaf',
        weights: [
          { target: 0, weight: random.normal() },
          ...(random.share() < 0.5 ? [{ target: 1, weight: random.normal() }] : []),
        ],
      });
      return at;
    }
    const node = {
      kind: 'split' as const,
      mode: modes[Math.floor(random.share() * modes.length)] ?? 'LEQ',
      feature: Math.floor(random.share() * columns),
      value: value(),
      members: [value(), value()],
      missingIsYes: random.share() < 0.5,
    };
    nodes.push({ ...node, yes: 0, no: 0 });
    const yes = grow(left - 1);
    const no = grow(left - 1);
    nodes[at] = { ...node, yes, no };
    return at;
  }
  const roots = Array.from({ length: trees }, () => grow(depth));
  return buildEnsemble({
    targets: 2,
    single,
    roots,
    node: (key) => nodes[key] ?? null,
    name: (key) => `node ${key}`,
    isShared: () => false,
    bases: Float64Array.of(0.5, -1),
    factor: 1,
  });
}

function randomRows(random: NumpyRandom, rows: number, columns: number): Matrix {
  const values = Float64Array.from({ length: rows * columns }, () =>
    random.share() < 0.1 ? Number.NaN : Math.floor(random.share() * 5) - 2,
  );
  return { values, rows, columns };
}

/** Columns spread over groups, of which some may be empty. */
function randomGroups(random: NumpyRandom, columns: number, count: number): Groups {
  const groups: number[][] = Array.from({ length: count }, () => []);
  for (let column = 0; column < columns; column++) groups[Math.floor(random.share() * count)]?.push(column);
  return groups;
}

/** Shapley's formula over all coalitions, with the trees themselves as the game. */
function enumerated(
  ensemble: TreeEnsemble,
  row: Float64Array,
  background: Matrix,
  groups: Groups,
  output: number,
): number[] {
  const players = groups.length;
  const game = Float64Array.from({ length: 2 ** players }, (_, coalition) => {
    let sum = 0;
    for (let other = 0; other < background.rows; other++) {
      const mixed = rowOf(background, other).slice();
      groups.forEach((group, player) => {
        if ((coalition >> player) & 1) for (const column of group) mixed[column] = row[column] as number;
      });
      sum += sumsOf(ensemble, mixed)[output] as number;
    }
    return sum / background.rows;
  });
  const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));
  const size = (coalition: number): number => coalition.toString(2).replaceAll('0', '').length;
  return groups.map((_, player) =>
    game.reduce((total, worth, coalition) => {
      if ((coalition >> player) & 1) return total;
      const weight =
        (factorial(size(coalition)) * factorial(players - 1 - size(coalition))) / factorial(players);
      return total + weight * ((game[coalition | (1 << player)] as number) - worth);
    }, 0),
  );
}

const cases = fc.record({
  seed: fc.nat(2 ** 31),
  trees: fc.integer({ min: 1, max: 4 }),
  depth: fc.integer({ min: 0, max: 6 }),
  columns: fc.integer({ min: 1, max: 7 }),
  groups: fc.integer({ min: 1, max: 6 }),
  rows: fc.integer({ min: 1, max: 12 }),
  memo: fc.constantFrom(0, 40, 2 ** 22),
  single: fc.boolean(),
});

function made({
  seed,
  groups: count,
  rows,
  ...shape
}: Shape & { seed: number; groups: number; rows: number }) {
  const random = new NumpyRandom(seed);
  const ensemble = randomTrees(random, shape);
  return {
    ensemble,
    groups: randomGroups(random, shape.columns, count),
    background: randomRows(random, rows, shape.columns),
    explained: randomRows(random, 3, shape.columns),
  };
}

describe('treeExplainer', () => {
  it('gives what enumeration of all coalitions gives', () => {
    fc.assert(
      fc.property(cases, fc.constantFrom(0, 1), (one, output) => {
        const { ensemble, groups, background, explained } = made(one);
        const explainer = treeExplainer(ensemble, { output, groups, background, memo: one.memo });
        for (let row = 0; row < explained.rows; row++) {
          const values = explainer.explain(rowOf(explained, row));
          const truth = enumerated(ensemble, rowOf(explained, row), background, groups, output);
          truth.forEach((wanted, group) => expect(values[group]).toBeCloseTo(wanted, 10));
        }
      }),
      { numRuns: 200 },
    );
  });

  it('gives what enumeration gives where ways have more groups than a table has bits', () => {
    for (const memo of [0, 500, 2 ** 22]) {
      const { ensemble, groups, background, explained } = made({
        seed: 3,
        trees: 2,
        depth: 12,
        columns: 14,
        groups: 11,
        rows: 4,
        single: false,
      });
      const explainer = treeExplainer(ensemble, { output: 0, groups, background, memo });
      const values = explainer.explain(rowOf(explained, 0));
      const truth = enumerated(ensemble, rowOf(explained, 0), background, groups, 0);
      truth.forEach((wanted, group) => expect(values[group]).toBeCloseTo(wanted, 10));
      expect(explainer.explain(rowOf(explained, 0))).toEqual(values);
    }
  });

  it('walks pairs of rows to the same values', () => {
    fc.assert(
      fc.property(cases, (one) => {
        const { ensemble, groups, background, explained } = made(one);
        const groupOf = new Int32Array(one.columns);
        groups.forEach((group, at) => group.forEach((column) => void (groupOf[column] = at)));
        const leafWeight = Float64Array.from(ensemble.feature, (_, node) => weightOf(ensemble, node, 0));
        const how = { leafWeight, weights: pathWeights(one.columns), players: one.columns };
        const row = rowOf(explained, 0);
        const found = new Float64Array(groups.length);
        for (let at = 0; at < background.rows; at++)
          for (const root of ensemble.roots)
            pairWalk(ensemble, root, { row, other: rowOf(background, at) }, groupOf, how, found);
        const wanted = treeExplainer(ensemble, { output: 0, groups, background }).explain(row);
        found.forEach((value, at) => expect(value / background.rows).toBeCloseTo(wanted[at] as number, 10));
      }),
      { numRuns: 200 },
    );
  });

  it('keeps no more numbers than it may, however many rows are explained', () => {
    const { ensemble, groups, background } = made({
      seed: 3,
      trees: 4,
      depth: 10,
      columns: 12,
      groups: 12,
      rows: 10,
      single: false,
    });
    const groupOf = new Int32Array(12);
    groups.forEach((group, at) => group.forEach((column) => void (groupOf[column] = at)));
    const others = Array.from({ length: 10 }, (_, row) => rowOf(background, row));
    const paths = compilePaths(ensemble, 0, groupOf, others);
    const random = new NumpyRandom(1);
    const stack = new Int32Array(2 * (paths.depth + 2));
    for (const most of [1000, 50_000]) {
      const memo = new BlockMemo(paths, pathWeights(paths.mostGroups), 10, most);
      for (let row = 0; row < 500; row++)
        for (const root of paths.roots)
          walkTree(paths, root, randomRows(random, 1, 12).values, memo, stack, new Float64Array(12));
      expect(memo.values.length).toBeLessThanOrEqual(most);
      expect(memo.values.length).toBeGreaterThan(most / 2);
    }
  });

  it('adds up, and the base is the mean of the background', () => {
    fc.assert(
      fc.property(cases, (one) => {
        const { ensemble, groups, background, explained } = made({
          ...one,
          columns: one.columns + 8,
          depth: 8,
        });
        const explainer = treeExplainer(ensemble, { output: 0, groups, background, memo: one.memo });
        let mean = 0;
        for (let row = 0; row < background.rows; row++)
          mean += (sumsOf(ensemble, rowOf(background, row))[0] as number) / background.rows;
        expect(explainer.base).toBeCloseTo(mean, 10);
        for (let row = 0; row < explained.rows; row++) {
          const values = explainer.explain(rowOf(explained, row));
          const margin = explainer.margin(rowOf(explained, row));
          expect(margin).toBeCloseTo(sumsOf(ensemble, rowOf(explained, row))[0] as number, 12);
          expect(explainer.base + values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(margin, 10);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('gives the same for rows together, alone, and again', () => {
    const { ensemble, groups, background, explained } = made({
      seed: 5,
      trees: 6,
      depth: 9,
      columns: 12,
      groups: 12,
      rows: 20,
      single: false,
    });
    const small = treeExplainer(ensemble, { output: 0, groups, background, memo: 100 });
    const large = treeExplainer(ensemble, { output: 0, groups, background });
    const together = large.explainMany(explained);
    for (let row = 0; row < explained.rows; row++) {
      expect(small.explain(rowOf(explained, row))).toEqual(rowOf(together, row));
      expect(large.explain(rowOf(explained, row))).toEqual(rowOf(together, row));
    }
  });

  it('gives nothing to a row that is the only background row', () => {
    const { ensemble, groups, explained } = made({
      seed: 9,
      trees: 3,
      depth: 5,
      columns: 5,
      groups: 5,
      rows: 1,
      single: false,
    });
    const background = { values: explained.values.slice(0, 5), rows: 1, columns: 5 };
    const { base, explain, margin } = treeExplainer(ensemble, { output: 0, groups, background });
    expect(explain(background.values)).toEqual(new Float64Array(5));
    expect(base).toBe(margin(background.values));
  });

  /** One tree whose only long way asks for so many columns. */
  function chain(columns: number): TreeEnsemble {
    return buildEnsemble({
      targets: 1,
      single: false,
      roots: [0],
      name: (key) => `node ${key}`,
      isShared: () => false,
      bases: Float64Array.of(0),
      factor: 1,
      node: (key) =>
        key < columns
          ? {
              kind: 'split',
              mode: 'GT',
              feature: key,
              value: 0,
              missingIsYes: false,
              yes: key + 1,
              no: columns + 1 + key,
            }
          : { kind: 'leaf', weights: [{ target: 0, weight: key === columns ? 1 : 0 }] },
    });
  }

  it('shares a conjunction of forty columns evenly: more groups on a way than a pattern has bits', () => {
    const columns = 40;
    const background = { values: new Float64Array(columns), rows: 1, columns };
    const explainer = treeExplainer(chain(columns), {
      output: 0,
      groups: singleColumns(columns),
      background,
    });
    const values = explainer.explain(new Float64Array(columns).fill(1));
    for (const value of values) expect(value).toBeCloseTo(1 / columns, 14);
  });

  it('needs rows, columns and a group for each column', () => {
    const ensemble = chain(3);
    const background = { values: new Float64Array(3), rows: 1, columns: 3 };
    const make = (changes: object) => () =>
      treeExplainer(ensemble, { output: 0, groups: singleColumns(3), background, ...changes });
    expect(make({ output: 1 })).toThrow('the trees have 1 outputs, none of place 1');
    expect(make({ groups: [[0], [1]] })).toThrow('column 2 stands in no group');
    expect(
      make({
        groups: [
          [0, 1],
          [1, 2],
        ],
      }),
    ).toThrow('column 1 stands in two groups');
    expect(make({ background: { values: new Float64Array(), rows: 0, columns: 3 } })).toThrow('has no rows');
    expect(make({ background: { values: new Float64Array(2), rows: 1, columns: 2 } })).toThrow(
      'the background has 2 columns, the trees ask for 3',
    );
    expect(() => make({})().explain(new Float64Array(2))).toThrow('the row has 2 columns');
  });
});
