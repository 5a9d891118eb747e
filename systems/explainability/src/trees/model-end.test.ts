import type { onnx } from 'onnx-proto';
import type { Tensor } from '@modelfolio/inference';
import { openSession } from '@modelfolio/inference/node/open-session';
import { describe, expect, it } from 'vitest';
import { constant, node, openRows, smallModel, type AttributeValue } from '../../test/small-graph.ts';
import { singleColumns } from '../model-function.ts';
import { readAdditiveModel, type AdditiveModel, type WantedOutput } from '../read-additive-model.ts';

const ml = 'ai.onnx.ml.';

/** One stump on the first column of `x`. */
const stump = (input: string, output: string): onnx.INodeProto =>
  node(`${ml}TreeEnsembleRegressor`, [input], [output], {
    nodes_treeids: { ints: [0, 0, 0] },
    nodes_nodeids: { ints: [0, 1, 2] },
    nodes_featureids: { ints: [0, 0, 0] },
    nodes_values: { floats: [0, 0, 0] },
    nodes_modes: ['BRANCH_LEQ', 'LEAF', 'LEAF'],
    nodes_truenodeids: { ints: [1, 0, 0] },
    nodes_falsenodeids: { ints: [2, 0, 0] },
    target_ids: { ints: [0, 0] },
    target_treeids: { ints: [0, 0] },
    target_nodeids: { ints: [1, 2] },
    target_weights: { floats: [-0.5, 0.75] },
    n_targets: 1,
  });

const wanted = (changes: Partial<WantedOutput> = {}): WantedOutput => ({
  name: 'y',
  place: 0,
  classes: null,
  ...changes,
});

function modelWith(
  nodes: onnx.INodeProto[],
  constants: onnx.ITensorProto[] = [],
): {
  bytes: Uint8Array;
  model: onnx.ModelProto;
} {
  return smallModel({ inputs: [openRows('x', 2)], nodes, constants, outputs: ['y'] });
}

function read(
  nodes: onnx.INodeProto[],
  constants: onnx.ITensorProto[],
  changes: Partial<WantedOutput>,
): AdditiveModel {
  const found = readAdditiveModel(modelWith(nodes, constants).model, wanted(changes));
  if (found.kind === null) throw new Error(found.reason);
  return found;
}

const behind = (operator: string, others: string[] = [], attributes: Record<string, AttributeValue> = {}) =>
  node(operator, ['s', ...others], ['y'], attributes);

describe('what stands behind the sum', () => {
  const one = [constant('c', [1], [2])];
  const cases: [string, onnx.INodeProto[], onnx.ITensorProto[], Partial<WantedOutput>, string][] = [
    ['nothing but a name', [behind('Identity')], [], {}, 'value'],
    ['a factor', [behind('Mul', ['c'])], one, {}, 'value'],
    ['what is added', [behind('Add', ['c'])], one, {}, 'value'],
    ['what is taken away', [behind('Sub', ['c'])], one, {}, 'value'],
    ['what it is taken from', [node('Sub', ['c', 's'], ['y'])], one, {}, 'value'],
    [
      'what is added, then a factor',
      [node('Add', ['s', 'c'], ['m']), node('Mul', ['c', 'm'], ['y'])],
      one,
      {},
      'value',
    ],
    ['a divisor', [behind('Div', ['c'])], one, {}, 'value'],
    ['a sign', [behind('Neg')], [], {}, 'value'],
    ['an exponential', [behind('Exp')], [], {}, 'margin'],
    ['σ', [behind('Sigmoid')], [], { classes: 2 }, 'log-odds'],
    [
      'σ and its complement',
      [
        node('Sigmoid', ['s'], ['p']),
        node('Sub', ['c', 'p'], ['q']),
        node('Concat', ['q', 'p'], ['y'], { axis: 1 }),
      ],
      [constant('c', [1], [1])],
      { classes: 2, place: 1 },
      'log-odds',
    ],
    [
      'a sum that is shifted, then σ',
      [node('Add', ['s', 'c'], ['m']), node('Sigmoid', ['m'], ['y'])],
      one,
      { classes: 2, place: 1 },
      'log-odds',
    ],
  ];

  it.each(cases)('%s', async (_, nodes, constants, changes, unit) => {
    const all = [stump('x', 's'), ...nodes];
    const additive = read(all, constants, changes);
    expect(additive.unit).toBe(unit);
    const session = await openSession(modelWith(all, constants).bytes);
    const fed: Tensor = { type: 'float32', data: Float32Array.of(-1, 0, 1, 0), shape: [2, 2] };
    const theirs = Array.from((await session.run({ x: fed }))['y']?.data as Float32Array);
    const features = { values: Float64Array.of(-1, 0, 1, 0), rows: 2, columns: 2 };
    const own = [...additive.linked(additive.sums(features)).values];
    const compared = own.length === theirs.length ? own : own.filter((__, at) => at % 2 === 1);
    compared.forEach((mine, at) => expect(mine).toBeCloseTo(theirs[at] ?? Number.NaN, 6));
    // The explanation is in the same units as the score before σ.
    const explainer = additive.make(singleColumns(2), {
      values: Float64Array.of(-1, 0),
      rows: 1,
      columns: 2,
    });
    const values = explainer.explain(Float64Array.of(1, 0));
    expect(explainer.base + (values[0] as number)).toBeCloseTo(explainer.margin(Float64Array.of(1, 0)), 12);
    expect(values[1]).toBe(0);
  });

  it.each([
    ['double', 0.75],
    ['float', -0.5],
  ] as const)('compares inputs of type %s as such', (type, wantedSum) => {
    const low = stump('x', 'y');
    const values = low.attribute?.find(({ name }) => name === 'nodes_values');
    if (values) values.floats = [0.1, 0, 0];
    const { model } = smallModel({ inputs: [openRows('x', 2, type)], nodes: [low], outputs: ['y'] });
    const additive = readAdditiveModel(model, wanted());
    // Above the threshold, and the same in single precision.
    const features = { values: Float64Array.of(0.1 + 2e-9, 0), rows: 1, columns: 2 };
    expect(additive.kind === null ? null : additive.sums(features).values[0]).toBe(wantedSum);
  });

  it('gives the other class the opposite values', () => {
    const background = { values: Float64Array.of(-1, 0), rows: 1, columns: 2 };
    const valuesOf = (place: number, positive: 0 | 1): Float64Array =>
      read([stump('x', 's'), behind('Identity')], [], { classes: 2, activation: 'sigmoid', place, positive })
        .make(singleColumns(2), background)
        .explain(Float64Array.of(1, 0));
    expect(valuesOf(1, 1)[0]).toBe(1.25);
    expect(valuesOf(0, 1)[0]).toBe(-1.25);
    expect(valuesOf(0, 0)[0]).toBe(1.25);
  });

  const two = [constant('w', [2, 2], [1, 2, 3, 4]), constant('c', [1], [2])];
  const refusals: [string, onnx.INodeProto[], Partial<WantedOutput>, string][] = [
    [
      'an operator',
      [stump('x', 's'), behind('Sqrt')],
      {},
      'between trees or weights and output y stands Sqrt',
    ],
    [
      'no sum at all',
      [node('Identity', ['x'], ['y'])],
      {},
      'output y does not come from trees or weighted columns',
    ],
    [
      'a loop',
      [node('Identity', ['z'], ['y']), node('Identity', ['y'], ['z'])],
      {},
      'output y is made of itself',
    ],
    [
      'a change behind the link',
      [stump('x', 's'), node('Sigmoid', ['s'], ['p']), node('Mul', ['p', 'c'], ['y'])],
      {},
      'changed again behind the logistic link',
    ],
    ['an output too many', [stump('x', 's'), behind('Identity')], { place: 1 }, 'there is no output 1 of 1'],
    [
      'classes of a softmax',
      [stump('x', 's'), behind('Softmax')],
      { classes: 2 },
      'how one output stands for two classes',
    ],
    [
      'classes for scores',
      [
        node(`${ml}LinearClassifier`, ['x'], ['y', 'p'], {
          coefficients: { floats: [1, 2] },
          intercepts: { floats: [1] },
          classlabels_ints: { ints: [0, 1] },
        }),
      ],
      { classes: 2 },
      'output y holds classes, no scores',
    ],
  ];

  it.each(refusals)('refuses %s in words', (_, nodes, changes, reason) => {
    const found = readAdditiveModel(modelWith(nodes, two).model, wanted(changes));
    expect(found).toMatchObject({ kind: null, reason: expect.stringContaining(reason) as string });
  });
});

describe('reasons against an exact explanation', () => {
  const mixing = [constant('w', [2, 2], [1, 2, 3, 4])];

  it('tells of features that are made of several columns, unless these stand in one group', () => {
    const additive = read([node('MatMul', ['x', 'w'], ['f']), stump('f', 'y')], mixing, {});
    expect(additive.reasonAgainst([[0], [1]])).toBe('the trees see features made of several columns');
    expect(additive.reasonAgainst([[0, 1]])).toBeNull();
    const background = { values: Float64Array.of(-1, 0), rows: 1, columns: 2 };
    expect(() => additive.make([[0], [1]], background)).toThrow('features made of several columns');
    expect([...additive.make([[0, 1]], background).explain(Float64Array.of(3, 0))]).toEqual([1.25]);
  });

  it('tells of layers before the last one', () => {
    const nodes = [
      node('MatMul', ['x', 'w'], ['h']),
      node('Relu', ['h'], ['r']),
      node('MatMul', ['r', 'w'], ['y']),
    ];
    const additive = read(nodes, mixing, {});
    expect(additive.reasonAgainst([[0], [1]])).toBe('the weights belong to features made of several columns');
  });

  it('tells of features of unknown origin, and of columns in no group', () => {
    const unknown = read([node('Foo', ['x'], ['f']), stump('f', 'y')], [], {});
    expect(unknown.reasonAgainst([[0], [1]])).toContain('which columns these are made of is not known');
    const plain = read([stump('x', 'y')], [], {});
    expect(plain.reasonAgainst([[1]])).toBe('column 0 stands in no group');
    expect(plain.reasonAgainst([[0]])).toBeNull();
    expect(() => plain.reasonAgainst([[0, 2]])).toThrow('there is no column 2 of 2');
  });

  it('refuses inputs that are no columns', () => {
    const image = {
      name: 'x',
      type: { tensorType: { elemType: 1, shape: { dim: [{}, { dimValue: 1 }, { dimValue: 2 }] } } },
    };
    const { model } = smallModel({ inputs: [image], nodes: [stump('x', 'y')], outputs: ['y'] });
    expect(readAdditiveModel(model, wanted())).toMatchObject({
      kind: null,
      reason: 'its inputs are not columns of a known number',
    });
  });
});
