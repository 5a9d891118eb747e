import { openSession } from '@modelfolio/inference/node/open-session';
import type { onnx } from 'onnx-proto';
import { describe, expect, it } from 'vitest';
import { NumpyRandom } from '@modelfolio/statistics/numpy-random';
import { constant, node, openRows, smallModel } from '../../test/small-graph.ts';
import { columnSources } from './column-sources.ts';
import { graphValues } from './graph-values.ts';
import { treeFront } from './tree-front.ts';

const width = 4;
const ml = 'ai.onnx.ml.';
const whole = (name: string, ...values: number[]): onnx.ITensorProto =>
  constant(name, [values.length], values, 'int64');

interface Case {
  nodes: onnx.INodeProto[];
  constants?: onnx.ITensorProto[];
  /** Sources of each column; `null` where their number is not known. */
  sources: number[][] | null;
  all?: number[];
}

/** Graphs of an input x `[N, 4]` to y. */
const cases: Record<string, Case> = {
  'Gather of a list': {
    nodes: [node('Gather', ['x', 'i'], ['y'], { axis: 1 })],
    constants: [whole('i', 3, 0, -2)],
    sources: [[3], [0], [2]],
  },
  'Gather of one, unsqueezed': {
    nodes: [node('Gather', ['x', 'i'], ['a'], { axis: 1 }), node('Unsqueeze', ['a', 'axes'], ['y'])],
    constants: [constant('i', [], [2], 'int64'), whole('axes', 1)],
    sources: [[2]],
  },
  ArrayFeatureExtractor: {
    nodes: [node(`${ml}ArrayFeatureExtractor`, ['x', 'i'], ['y'])],
    constants: [whole('i', 2, 2, 1)],
    sources: [[2], [2], [1]],
  },
  Slice: {
    nodes: [node('Slice', ['x', 'from', 'to', 'axes', 'steps'], ['y'])],
    constants: [whole('from', -3), whole('to', 1000), whole('axes', 1), whole('steps', 2)],
    sources: [[1], [3]],
  },
  'Split and Concat': {
    nodes: [
      node('Split', ['x', 'parts'], ['a', 'b'], { axis: 1 }),
      node('Concat', ['b', 'a'], ['y'], { axis: -1 }),
    ],
    constants: [whole('parts', 1, 3)],
    sources: [[1], [2], [3], [0]],
  },
  'arithmetic with constants': {
    nodes: [
      node('Sub', ['x', 'row'], ['a']),
      node('Div', ['a', 'one'], ['b']),
      node('Pow', ['b', 'two'], ['c']),
      node('Abs', ['c'], ['d']),
      node('Max', ['d', 'one'], ['y']),
    ],
    constants: [constant('row', [1, 4], [1, 2, 3, 4]), constant('one', [1], [3]), constant('two', [], [2])],
    sources: [[0], [1], [2], [3]],
  },
  'columns that meet': {
    nodes: [node('Split', ['x', 'parts'], ['a', 'b'], { axis: 1 }), node('Mul', ['a', 'b'], ['y'])],
    constants: [whole('parts', 1, 3)],
    sources: [
      [0, 1],
      [0, 2],
      [0, 3],
    ],
  },
  'a choice by missing values': {
    nodes: [node('IsNaN', ['x'], ['a']), node('Where', ['a', 'row', 'x'], ['y'])],
    constants: [constant('row', [4], [1, 2, 3, 4])],
    sources: [[0], [1], [2], [3]],
  },
  'scaled, filled and binary': {
    nodes: [
      node(`${ml}Imputer`, ['x'], ['a'], {
        imputed_value_floats: { floats: [1, 1, 1, 1] },
        replaced_value_float: { float: Number.NaN },
      }),
      node(`${ml}Scaler`, ['a'], ['b'], {
        offset: { floats: [1, 1, 1, 1] },
        scale: { floats: [2, 2, 2, 2] },
      }),
      node(`${ml}Binarizer`, ['b'], ['y'], { threshold: { float: 0.5 } }),
    ],
    sources: [[0], [1], [2], [3]],
  },
  'Normalizer mixes': {
    nodes: [node(`${ml}Normalizer`, ['x'], ['y'], { norm: 'L2' })],
    sources: Array.from({ length: width }, () => [0, 1, 2, 3]),
  },
  'MatMul by weights that are not zero': {
    nodes: [node('MatMul', ['x', 'w'], ['y'])],
    constants: [constant('w', [4, 2], [1, 0, 0, 2, 0, 0, 3, 0])],
    sources: [[0, 3], [1]],
  },
  'Gemm, turned': {
    nodes: [node('Gemm', ['x', 'w', 'c'], ['y'], { transB: 1 })],
    constants: [constant('w', [2, 4], [0, 0, 5, 0, 1, 1, 0, 0]), constant('c', [2], [7, 8])],
    sources: [[2], [0, 1]],
  },
  'sums of columns': {
    nodes: [
      node('ReduceSum', ['x', 'axes'], ['a'], { keepdims: 1 }),
      node('Concat', ['a', 'x'], ['y'], { axis: 1 }),
    ],
    constants: [whole('axes', 1)],
    sources: [[0, 1, 2, 3], [0], [1], [2], [3]],
  },
  'a code that is looked up': {
    nodes: [
      node('Gather', ['x', 'i'], ['a'], { axis: 1 }),
      node(`${ml}LabelEncoder`, ['a'], ['b'], {
        keys_floats: { floats: [0, 1] },
        values_int64s: { ints: [1, 0] },
        default_int64: 2,
      }),
      node('Gather', ['table', 'b'], ['c'], { axis: 0 }),
      node('Flatten', ['c'], ['y'], { axis: 1 }),
    ],
    constants: [whole('i', 3, 1), constant('table', [3, 2], [1, 2, 3, 4, 5, 6])],
    sources: [[3], [3], [1], [1]],
  },
  'one-hot, reshaped': {
    nodes: [
      node('Cast', ['x'], ['a'], { to: 7 }),
      node(`${ml}OneHotEncoder`, ['a'], ['b'], { cats_int64s: { ints: [0, 1, 2] }, zeros: 1 }),
      node('Reshape', ['b', 'sizes'], ['y']),
    ],
    constants: [whole('sizes', -1, 12)],
    sources: [[0], [0], [0], [1], [1], [1], [2], [2], [2], [3], [3], [3]],
  },
  'vectors beside each other': {
    nodes: [
      node('Split', ['x', 'parts'], ['a', 'b'], { axis: 1 }),
      node(`${ml}FeatureVectorizer`, ['b', 'a'], ['y'], { inputdimensions: { ints: [3, 1] } }),
    ],
    constants: [whole('parts', 1, 3)],
    sources: [[1], [2], [3], [0]],
  },
  'an operator that is not known': {
    nodes: [node('Gather', ['x', 'i'], ['a'], { axis: 1 }), node('CumSum', ['a', 'axis'], ['y'])],
    constants: [whole('i', 0, 2), constant('axis', [], [1], 'int64')],
    sources: null,
    all: [0, 2],
  },
  'rows that are mixed': {
    nodes: [node('Transpose', ['x'], ['y'], { perm: { ints: [1, 0] } })],
    sources: null,
  },
  'a fixed number of rows': {
    nodes: [node('Reshape', ['x', 'sizes'], ['y'])],
    constants: [whole('sizes', 3, 4)],
    sources: null,
  },
};

describe('columnSources', () => {
  it.each(Object.keys(cases))('follows %s', (name) => {
    const { nodes, constants = [], sources, all } = cases[name] as Case;
    const { model } = smallModel({ inputs: [openRows('x', width)], nodes, constants, outputs: ['y'] });
    const found = columnSources(graphValues(model), 'y');
    expect(found?.features).toEqual(sources);
    expect(found?.all).toEqual(
      all ?? [...new Set((sources ?? [[0, 1, 2, 3]]).flat())].toSorted((one, other) => one - other),
    );
  });

  const runnable = Object.keys(cases).filter((name) => cases[name]?.sources);
  it.each(runnable)('misses nothing that changes in ONNX Runtime: %s', async (name) => {
    const { nodes, constants = [] } = cases[name] as Case;
    const { model } = smallModel({ inputs: [openRows('x', width)], nodes, constants, outputs: ['y'] });
    const found = columnSources(graphValues(model), 'y');
    const { bytes, output } = treeFront(model, 'y');
    const session = await openSession(bytes);
    const random = new NumpyRandom(2);
    const rows = 30;
    const given = Float32Array.from({ length: rows * width }, () => Math.floor(random.share() * 3));
    const run = async (values: Float32Array): Promise<Float64Array> =>
      (await session.run({ x: { type: 'float32', data: values, shape: [rows, width] } }))[output]
        ?.data as Float64Array;
    const before = await run(given);
    expect(before.length / rows).toBe(found?.features?.length);
    for (let column = 0; column < width; column++) {
      const changed = given.map((one, at) => (at % width === column ? (one + 1) % 3 : one));
      const after = await run(changed);
      const moved = new Set<number>();
      after.forEach((one, at) => {
        if (!Object.is(one, before[at])) moved.add(at % (before.length / rows));
      });
      const stated = (found?.features ?? []).flatMap((own, at) => (own.includes(column) ? [at] : []));
      for (const feature of moved) expect(stated).toContain(feature);
    }
  });

  it('numbers the columns of several inputs one after the other', () => {
    const { model } = smallModel({
      inputs: [openRows('a', 2), openRows('b', 1, 'string'), openRows('c', null)],
      nodes: [
        node(`${ml}OneHotEncoder`, ['b'], ['hot'], { cats_strings: ['x', 'y'] }),
        node('Reshape', ['hot', 'two'], ['flat']),
        node('Unsqueeze', ['c', 'axes'], ['column']),
        node('Concat', ['column', 'flat', 'a'], ['y'], { axis: 1 }),
      ],
      constants: [whole('two', -1, 2), whole('axes', 1)],
      outputs: ['y'],
    });
    expect(columnSources(graphValues(model), 'y')).toEqual({
      raw: [
        { input: 'a', index: 0 },
        { input: 'a', index: 1 },
        { input: 'b', index: 0 },
        { input: 'c', index: 0 },
      ],
      features: [[3], [2], [2], [0], [1]],
      all: [0, 1, 2, 3],
    });
  });

  it('counts what graphs within a node take from outside', () => {
    const inner = { name: 'inner', node: [node('Identity', ['b'], ['out'])], output: [{ name: 'out' }] };
    const choice = node('If', ['condition'], ['y']);
    choice.attribute = [
      { name: 'then_branch', g: inner },
      { name: 'else_branch', g: inner },
    ];
    const { model } = smallModel({
      inputs: [openRows('a', 1), openRows('b', 1)],
      nodes: [choice],
      constants: [constant('condition', [], [1])],
      outputs: ['y'],
    });
    expect(columnSources(graphValues(model), 'y')).toMatchObject({ features: null, all: [1] });
  });

  it('does not know of inputs without a number of columns', () => {
    const open = openRows('x', 3);
    const { model } = smallModel({
      inputs: [{ ...open, type: { tensorType: { elemType: 1, shape: { dim: [{}, {}] } } } }],
      nodes: [node('Identity', ['x'], ['y'])],
      outputs: ['y'],
    });
    expect(columnSources(graphValues(model), 'y')).toBeNull();
  });

  it('gives up places where a graph makes more of them than memory has', () => {
    const nodes = Array.from({ length: 40 }, (_, at) =>
      node('Concat', [`v${at}`, `v${at}`], [`v${at + 1}`], { axis: 1 }),
    );
    const { model } = smallModel({ inputs: [openRows('v0', 1)], nodes, outputs: ['v40'] });
    expect(columnSources(graphValues(model), 'v40')).toMatchObject({ features: null, all: [0] });
  });
});
