import type { Tensor } from '@modelfolio/inference';
import { openSession } from '@modelfolio/inference/node/open-session';
import { describe, expect, it } from 'vitest';
import { NumpyRandom } from '@modelfolio/statistics/numpy-random';
import { constant, node, openRows, smallModel, type AttributeValue } from '../../test/small-graph.ts';
import { linked } from '../linear/link.ts';
import { matrixOf, rowOf, type Matrix } from '../matrix.ts';
import { readTrees, type TreeEnd } from './read-trees.ts';
import { sumsOf } from './tree-ensemble.ts';

const columns = 3;
const modes = ['BRANCH_LEQ', 'BRANCH_LT', 'BRANCH_GTE', 'BRANCH_GT', 'BRANCH_EQ', 'BRANCH_NEQ'];

/** Values that meet thresholds exactly, lie between, and are missing. */
function randomRows(random: NumpyRandom, rows: number): Matrix {
  const values = Float64Array.from({ length: rows * columns }, () =>
    random.share() < 0.15 ? Number.NaN : Math.floor(random.share() * 9) / 2 - 2,
  );
  return { values, rows, columns };
}

interface Lists {
  [name: string]: AttributeValue;
}

/** Full trees of depth 3 as the lists of ai.onnx.ml 3. */
function nodeLists(random: NumpyRandom, prefix: 'class' | 'target', ids: readonly number[], sign = 1): Lists {
  const lists: Record<string, number[]> = {};
  const texts: string[] = [];
  const push = (name: string, one: number): void => void (lists[name] ??= []).push(one);
  for (let tree = 0; tree < 4; tree++)
    for (let id = 0; id < 15; id++) {
      const isLeaf = id >= 7;
      push('nodes_treeids', tree);
      push('nodes_nodeids', id);
      push('nodes_featureids', isLeaf ? 0 : Math.floor(random.share() * columns));
      push('nodes_values', isLeaf ? 0 : Math.floor(random.share() * 5) - 2);
      push('nodes_truenodeids', isLeaf ? 0 : 2 * id + 1);
      push('nodes_falsenodeids', isLeaf ? 0 : 2 * id + 2);
      push('nodes_missing_value_tracks_true', random.share() < 0.5 ? 1 : 0);
      texts.push(isLeaf ? 'LEAF' : (modes[Math.floor(random.share() * modes.length)] ?? ''));
      if (isLeaf)
        for (const target of ids) {
          push(`${prefix}_treeids`, tree);
          push(`${prefix}_nodeids`, id);
          push(`${prefix}_ids`, target);
          push(`${prefix}_weights`, sign === 1 ? random.share() / 4 : random.normal());
        }
    }
  const floats = new Set(['nodes_values', `${prefix}_weights`]);
  return {
    nodes_modes: texts,
    ...Object.fromEntries(
      Object.entries(lists).map(([name, list]) => [
        name,
        floats.has(name) ? { floats: list } : { ints: list },
      ]),
    ),
  };
}

async function runtime(bytes: Uint8Array, rows: Matrix, output: string): Promise<number[]> {
  const session = await openSession(bytes);
  const fed: Tensor = {
    type: 'float32',
    data: Float32Array.from(rows.values),
    shape: [rows.rows, rows.columns],
  };
  const found = (await session.run({ x: fed }, [output]))[output];
  return Array.from(found?.data as Float32Array);
}

function ours({ ensemble, link }: TreeEnd, rows: Matrix): number[] {
  const sums = matrixOf(rows.rows, ensemble.targets);
  for (let row = 0; row < rows.rows; row++) rowOf(sums, row).set(sumsOf(ensemble, rowOf(rows, row)));
  return [...linked(link, sums).values];
}

/** Outputs that are others: four leaves are summed in single precision. */
function farFrom(found: readonly number[], wanted: readonly number[]): string[] {
  if (found.length !== wanted.length) return [`${found.length} outputs, not ${wanted.length}`];
  return found.flatMap((one, at) => {
    const other = wanted[at] ?? Number.NaN;
    return Math.abs(one - other) < 1e-5 ? [] : [`${at}: ${one} is not ${other}`];
  });
}

const graphOf = (operator: string, attributes: Lists, ml = 3) => {
  const outputs = operator.endsWith('Classifier') ? ['label', 'scores'] : ['scores'];
  const tree = node(`ai.onnx.ml.${operator}`, ['x'], outputs, attributes);
  return { tree, ...smallModel({ inputs: [openRows('x', columns)], nodes: [tree], outputs, ml }) };
};

describe('readTrees', () => {
  const classifiers: [string, number[], number, number[] | null, string, number][] = [];
  for (const post of ['NONE', 'LOGISTIC', 'SOFTMAX'])
    for (const sign of [1, -1]) {
      for (const bases of [null, [0.25]]) {
        classifiers.push(['one set of weights', [0], 2, bases, post, sign]);
        classifiers.push(['weights of the second class', [1], 2, bases, post, sign]);
        classifiers.push(['two sets of weights', [0, 1], 2, bases, post, sign]);
      }
      classifiers.push(['three classes', [0, 1, 2], 3, null, post, sign]);
      classifiers.push(['three classes', [0, 1, 2], 3, [0.5, -0.25, 1], post, sign]);
    }

  it.each(classifiers)(
    'gives what ONNX Runtime gives: %s (%j of %i, base values %j, %s, sign %i)',
    async (_, ids, classes, bases, post, sign) => {
      const random = new NumpyRandom(1);
      const { tree, bytes } = graphOf('TreeEnsembleClassifier', {
        ...nodeLists(random, 'class', ids, sign),
        ...(bases ? { base_values: { floats: bases } } : {}),
        classlabels_int64s: { ints: Array.from({ length: classes }, (__, at) => at) },
        post_transform: post,
      });
      const rows = randomRows(random, 100);
      expect(farFrom(ours(readTrees(tree, true), rows), await runtime(bytes, rows, 'scores'))).toEqual([]);
    },
  );

  it.each([
    ['SUM', 1, null, 'NONE'],
    ['AVERAGE', 1, [0.5], 'NONE'],
    ['SUM', 1, [0.5], 'LOGISTIC'],
    ['SUM', 2, [0.5, -1], 'LOGISTIC'],
    ['AVERAGE', 2, null, 'SOFTMAX'],
  ])(
    'gives what ONNX Runtime gives: %s of %i targets, base values %j, %s',
    async (sum, targets, bases, post) => {
      const random = new NumpyRandom(7);
      const ids = Array.from({ length: targets }, (_, at) => at);
      const { tree, bytes } = graphOf('TreeEnsembleRegressor', {
        ...nodeLists(random, 'target', ids, -1),
        ...(bases ? { base_values: { floats: bases } } : {}),
        n_targets: targets,
        aggregate_function: sum,
        post_transform: post,
      });
      const rows = randomRows(random, 40);
      expect(farFrom(ours(readTrees(tree, true), rows), await runtime(bytes, rows, 'scores'))).toEqual([]);
    },
  );

  /** A tree by membership, one of two leaves that are the same. */
  const leafLists = (changes: Lists = {}): Lists => ({
    n_targets: 2,
    aggregate_function: 1,
    post_transform: 2,
    tree_roots: { ints: [0, 2] },
    nodes_featureids: { ints: [0, 1, 2] },
    nodes_modes: { tensor: constant('', [3], [6, 0, 0], 'uint8') },
    nodes_splits: { tensor: constant('', [3], [0, 0.5, 0]) },
    membership_values: { tensor: constant('', [3], [1, -1, Number.NaN]) },
    nodes_truenodeids: { ints: [1, 0, 3] },
    nodes_trueleafs: { ints: [0, 1, 1] },
    nodes_falsenodeids: { ints: [2, 1, 3] },
    nodes_falseleafs: { ints: [1, 1, 1] },
    nodes_missing_value_tracks_true: { ints: [1, 0, 0] },
    leaf_targetids: { ints: [0, 1, 0, 1] },
    leaf_weights: { tensor: constant('', [4], [1, -2, 3, 0.5]) },
    ...changes,
  });

  it.each([0, 1, 2])('gives what ONNX Runtime gives: leaves of their own, transform %i', async (post) => {
    const { tree, bytes } = graphOf('TreeEnsemble', leafLists({ post_transform: post }), 5);
    const some = randomRows(new NumpyRandom(3), 40);
    // ONNX Runtime 1.30 takes 1.5 for a member where 1 is one, other than the specification: members are whole.
    const rows = { ...some, values: some.values.map(Math.trunc) };
    expect(farFrom(ours(readTrees(tree, true), rows), await runtime(bytes, rows, 'scores'))).toEqual([]);
  });

  it('compares doubles as such, where single precision would take another way', () => {
    const lists = leafLists({
      nodes_modes: { tensor: constant('', [3], [0, 0, 0], 'uint8') },
      post_transform: 0,
    });
    const tree = node('ai.onnx.ml.TreeEnsemble', ['x'], ['scores'], {
      ...lists,
      nodes_splits: { tensor: constant('', [3], [0.1, 0.5, 0], 'double') },
    });
    // Single precision has 0.1 a little above the double.
    const row = Float64Array.of(0.1, 0, 0);
    expect(sumsOf(readTrees(tree, false).ensemble, row)[0]).toBe(1);
    expect(sumsOf(readTrees(tree, true).ensemble, row)[0]).toBe(3);
  });

  const random = new NumpyRandom(1);
  const sound: Lists = { ...nodeLists(random, 'target', [0]), n_targets: 1 };
  const ints = (name: string, change: (list: number[]) => void): Lists => {
    const list = [...(sound[name] as { ints: number[] }).ints];
    change(list);
    return { [name]: { ints: list } };
  };

  it.each([
    ['a loop', ints('nodes_truenodeids', (list) => void (list[3] = 0)), 'node 0 of tree 0 is reached twice'],
    [
      'a node that is missing',
      ints('nodes_falsenodeids', (list) => void (list[1] = 99)),
      'a node is missing',
    ],
    [
      'two parents',
      ints('nodes_falsenodeids', (list) => void (list[1] = 3)),
      'node 3 of tree 0 is reached twice',
    ],
    [
      'a number twice',
      ints('nodes_nodeids', (list) => void (list[4] = 3)),
      'node 3 of tree 0 stands there twice',
    ],
    ['lists of two lengths', ints('nodes_featureids', (list) => void list.pop()), '59 entries for 60 nodes'],
    ['a negative column', ints('nodes_featureids', (list) => void (list[0] = -2)), 'asks for column -2'],
    ['a target too many', ints('target_ids', (list) => void (list[0] = 1)), 'a weight for output 1 of 1'],
    [
      'a weight for nothing',
      ints('target_nodeids', (list) => void (list[0] = 77)),
      'node 77 of tree 0, which is missing',
    ],
    ['the least leaf', { aggregate_function: 'MIN' }, 'its trees are not added, but MIN'],
    ['a transform', { post_transform: 'PROBIT' }, 'PROBIT'],
    [
      'an unknown mode',
      { nodes_modes: Array.from({ length: 60 }, () => 'BRANCH_XOR') },
      'of mode BRANCH_XOR',
    ],
    ['base values', { base_values: { floats: [1, 2] } }, 'it has 2 base values for 1 targets'],
    ['no number', { nodes_values: { floats: Array.from({ length: 60 }, () => Number.NaN) } }, 'is no number'],
  ] satisfies [string, Lists, string][])('refuses %s in words', (_, changes, message) => {
    const tree = node('ai.onnx.ml.TreeEnsembleRegressor', ['x'], ['scores'], { ...sound, ...changes });
    expect(() => readTrees(tree, true)).toThrow(message);
  });

  it('refuses what is too deep, and loops among splits with leaves of their own', () => {
    const depth = 1100;
    const each = Array.from({ length: depth }, (_, at) => at);
    const chain = leafLists({
      tree_roots: { ints: [0] },
      nodes_featureids: { ints: each.map(() => 0) },
      nodes_modes: {
        tensor: constant(
          '',
          [depth],
          each.map(() => 0),
          'uint8',
        ),
      },
      nodes_splits: { tensor: constant('', [depth], each) },
      nodes_truenodeids: { ints: each.map((at) => (at + 1 < depth ? at + 1 : 0)) },
      nodes_trueleafs: { ints: each.map((at) => (at + 1 < depth ? 0 : 1)) },
      nodes_falsenodeids: { ints: each.map(() => 0) },
      nodes_falseleafs: { ints: each.map(() => 1) },
    });
    const refusal = (lists: Lists) => () =>
      readTrees(node('ai.onnx.ml.TreeEnsemble', ['x'], ['y'], lists), true);
    expect(refusal(chain)).toThrow('deeper than 1000 splits');
    expect(refusal(leafLists({ nodes_trueleafs: { ints: [0, 0, 1] } }))).toThrow('split 0 is reached twice');
    expect(refusal(leafLists({ nodes_falsenodeids: { ints: [9, 1, 3] } }))).toThrow('leaf 9 is missing');
    expect(refusal(leafLists({ membership_values: { tensor: constant('', [0], []) } }))).not.toThrow();
  });
});
