import { describe, expect, it } from 'vitest';
import { AttributeType, DataType, ints, node, strings } from '../test/graphs.ts';
import {
  allNodes,
  allTensors,
  attributeNames,
  constantNames,
  nestedNodes,
  sizeOf,
  valuesOf,
} from './graph-walk.ts';

const inner = (operator: string, name = 'w') => ({
  node: [node(operator, ['a'], ['b'])],
  initializer: [{ name, dims: [2] }],
});
const loop = {
  ...node('If', ['c'], ['d']),
  attribute: [
    { name: 'then_branch', type: AttributeType.GRAPH, g: inner('Then', 't') },
    { name: 'branches', type: AttributeType.GRAPHS, graphs: [inner('First', 'f'), inner('Second', 's')] },
  ],
};
const model = {
  graph: {
    node: [node('Start', ['x'], ['c']), loop, node('End', ['d'], ['y'])],
    initializer: [{ name: 'own', dims: [3] }],
  },
  functions: [{ name: 'local', node: [node('Inside', ['p'], ['q'])] }],
};

describe('the nodes of a model', () => {
  it('are those of inner graphs and of functions too, each with the graphs around it', () => {
    const found = [...nestedNodes(model)].map(({ node: one, depth }) => [one.opType, depth]);
    expect(found).toEqual([
      ['Start', 0],
      ['If', 0],
      ['Then', 1],
      ['First', 1],
      ['Second', 1],
      ['End', 0],
      ['Inside', 0],
    ]);
    expect([...allNodes(model)].map(({ opType }) => opType)).toEqual(found.map(([operator]) => operator));
  });

  it('are none where there is no graph, or nothing in it', () => {
    expect([...nestedNodes({})]).toEqual([]);
    expect([...nestedNodes({ graph: {}, functions: [{}] })]).toEqual([]);
  });
});

it('constants are initialisers and what attributes hold, in inner graphs too', () => {
  const holding = {
    ...node('Constant', [], ['k']),
    attribute: [
      { name: 'value', type: AttributeType.TENSOR, t: { name: 'one' } },
      { name: 'values', type: AttributeType.TENSORS, tensors: [{ name: 'two' }, { name: 'three' }] },
    ],
  };
  const names = [...allTensors({ graph: { ...model.graph, node: [...model.graph.node, holding] } })];
  expect(names.map(({ name }) => name)).toEqual(['own', 't', 'f', 's', 'one', 'two', 'three']);
  expect([...allTensors({})]).toEqual([]);
});

it('a value comes from the node that puts it out, unless nobody asked for it', () => {
  const [first, second] = [node('A', [], ['a', '']), node('B', [], ['b'])];
  const { producers, constants } = valuesOf({ node: [first, second], initializer: [{ name: 'w' }, {}] });
  expect([...producers]).toEqual([
    ['a', first],
    ['b', second],
  ]);
  expect([...constants.keys()]).toEqual(['w', '']);
  expect(valuesOf({})).toEqual({ producers: new Map(), constants: new Map() });
});

it('a constant without dimensions holds one value', () => {
  expect([{ dims: [2, 3, 4] }, { dims: [] }, {}, { dims: [5, 0] }].map(sizeOf)).toEqual([24, 1, 1, 0]);
});

it('names of an attribute are its texts, else its whole numbers', () => {
  const one = node(
    'ml:ZipMap',
    [],
    [],
    [strings('texts', ['é', 'b']), ints('numbers', [3, -1]), strings('none', [])],
  );
  expect(attributeNames(one, 'texts')).toEqual(['é', 'b']);
  expect(attributeNames(one, 'numbers')).toEqual(['3', '-1']);
  expect(attributeNames(one, 'none')).toBeNull();
  expect(attributeNames(one, 'other')).toBeNull();
  expect(attributeNames({}, 'other')).toBeNull();
});

describe('names in a constant', () => {
  const read = (tensor: object) =>
    constantNames({ producers: new Map(), constants: new Map([['k', tensor]]) }, 'k');
  const raw = (numbers: bigint[]) => {
    // Not at the start of its buffer, as the decoder gives it.
    const bytes = new Uint8Array(3 + 8 * numbers.length);
    numbers.forEach((number, at) => new DataView(bytes.buffer).setBigInt64(3 + 8 * at, number, true));
    return bytes.subarray(3);
  };

  it.each([
    ['texts', { dataType: DataType.STRING, stringData: [new TextEncoder().encode('ä')] }, ['ä']],
    ['no texts', { dataType: DataType.STRING }, []],
    ['whole numbers', { dataType: DataType.INT64, int64Data: [1, -2] }, ['1', '-2']],
    ['short whole numbers', { dataType: DataType.INT32, int32Data: [7] }, ['7']],
    [
      'raw whole numbers',
      { dataType: DataType.INT64, rawData: raw([2n ** 53n + 1n, -1n]) },
      ['9007199254740993', '-1'],
    ],
    ['raw short ones', { dataType: DataType.INT32, rawData: raw([5n]) }, ['5', '0']],
    ['none of either', { dataType: DataType.INT64, rawData: new Uint8Array() }, []],
    ['floats', { dataType: DataType.FLOAT, floatData: [1] }, null],
  ])('are its %s', (_, tensor, expected) => {
    expect(read(tensor)).toEqual(expected);
  });

  it('may stand in a node of their own', () => {
    const value = {
      name: 'value',
      type: AttributeType.TENSOR,
      t: { dataType: DataType.INT64, int64Data: [4] },
    };
    const other = { ...value, name: 'other', t: { dataType: DataType.INT64, int64Data: [9] } };
    const named = (operator: string, attribute: object[] | undefined) =>
      constantNames(
        {
          producers: new Map([['k', { opType: operator, ...(attribute && { attribute }) }]]),
          constants: new Map(),
        },
        'k',
      );
    expect(named('Constant', [other, value])).toEqual(['4']);
    expect(named('Constant', [other])).toBeNull();
    expect(named('Constant', undefined)).toBeNull();
    expect(named('Identity', [value])).toBeNull();
    expect(constantNames({ producers: new Map(), constants: new Map() }, 'k')).toBeNull();
  });
});
