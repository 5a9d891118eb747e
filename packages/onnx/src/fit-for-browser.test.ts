import type { onnx } from 'onnx-proto';
import { describe, expect, it } from 'vitest';
import {
  AttributeType,
  DataType,
  ints,
  modelOf,
  node,
  sequenceOfMaps,
  strings,
  tensorValue,
} from '../test/graphs.ts';
import { refuseUnsupported } from './browser-operators.ts';
import { fitForBrowser } from './fit-for-browser.ts';
import { decodeOnnx, encodeOnnx } from './model-proto.ts';
import { readOnnxModel } from './onnx-model.ts';

const prepare = (bytes: Uint8Array) => {
  const model = decodeOnnx(bytes, 'model.onnx');
  refuseUnsupported(model, 'model.onnx');
  const { changes, batchFreed } = fitForBrowser(model);
  return { bytes: changes.length === 0 ? bytes : encodeOnnx(model), changes, batchFreed };
};
const x = tensorValue('x', DataType.FLOAT, ['rows', 4]);
const label = tensorValue('label', DataType.STRING, ['rows']);
const classifier = (probabilities: string): onnx.INodeProto =>
  node('ml:LinearClassifier', ['x'], ['label', probabilities], [strings('classlabels_strings', ['b', 'a'])]);
const zipMap = (from: string): onnx.INodeProto =>
  node('ml:ZipMap', [from], ['zipped'], [strings('classlabels_strings', ['b', 'a'])]);

describe('fitForBrowser', () => {
  it('keeps the bytes of a file that needs no change', () => {
    const bytes = modelOf({
      input: [x],
      output: [tensorValue('y', DataType.FLOAT, ['rows', 4])],
      node: [node('Relu', ['x'], ['y'])],
    });
    const prepared = prepare(bytes);
    expect(prepared).toEqual({ bytes, changes: [], batchFreed: false });
    expect(prepared.bytes).toBe(bytes);
  });

  it('cuts a ZipMap off and keeps the class names in order', () => {
    const bytes = modelOf({
      input: [x],
      output: [label, sequenceOfMaps('zipped')],
      node: [classifier('probabilities'), zipMap('probabilities')],
    });
    expect(() => readOnnxModel(bytes, 'model.onnx')).toThrow(
      /`zipped` is a sequence of maps \(modelfolio add cuts/,
    );
    const { bytes: after, changes } = prepare(bytes);
    expect(changes).toEqual([
      'ZipMap cut off: output zipped (sequence of maps) became probabilities (tensor [N, classes])',
    ]);
    expect(decodeOnnx(after, 'm').graph.node?.map(({ opType }) => opType)).toEqual(['LinearClassifier']);
    expect(readOnnxModel(after, 'm')).toMatchObject({
      outputs: [
        { name: 'label', classes: ['b', 'a'] },
        { name: 'probabilities', shape: ['rows', 2], classes: ['b', 'a'], maker: 'LinearClassifier' },
      ],
      changes,
    });
  });

  it('gives the output the name probabilities where that is free', () => {
    const bytes = modelOf({
      input: [x],
      output: [label, sequenceOfMaps('zipped')],
      node: [classifier('scores'), zipMap('scores')],
    });
    const { bytes: after } = prepare(bytes);
    expect(decodeOnnx(after, 'm').graph.node?.map(({ opType, output }) => [opType, output])).toEqual([
      ['LinearClassifier', ['label', 'scores']],
      ['Identity', ['probabilities']],
    ]);
    expect(readOnnxModel(after, 'm').outputs[1]).toMatchObject({
      name: 'probabilities',
      maker: 'LinearClassifier',
    });
  });

  it('leaves the name where another value bears it', () => {
    const bytes = modelOf({
      input: [x],
      output: [label, sequenceOfMaps('zipped')],
      node: [classifier('scores'), node('Relu', ['x'], ['probabilities']), zipMap('scores')],
    });
    const { bytes: after } = prepare(bytes);
    expect(readOnnxModel(after, 'm').outputs.map(({ name }) => name)).toEqual(['label', 'scores']);
  });

  it('keeps the names of a ZipMap that nothing else in the graph knows', () => {
    const bytes = modelOf({
      input: [x],
      output: [sequenceOfMaps('zipped')],
      node: [
        node('Softmax', ['x'], ['p']),
        node('ml:ZipMap', ['p'], ['zipped'], [strings('classlabels_strings', ['s', 'v', 'w', 'z'])]),
      ],
    });
    const { bytes: after } = prepare(bytes);
    expect(readOnnxModel(after, 'm').outputs).toMatchObject([
      { name: 'probabilities', classes: ['s', 'v', 'w', 'z'], maker: 'Softmax' },
    ]);
    // Again changes nothing more.
    expect(prepare(after).bytes).toBe(after);
  });

  it('frees a batch of one row, outputs too, and no other dimension', () => {
    const bytes = modelOf({
      input: [tensorValue('x', DataType.FLOAT, [1, 1, 28])],
      output: [tensorValue('y', DataType.FLOAT, [1, 1, 28])],
      node: [node('Relu', ['x'], ['y'])],
    });
    const { bytes: after, batchFreed } = prepare(bytes);
    expect(batchFreed).toBe(true);
    const { inputs, outputs } = readOnnxModel(after, 'm');
    expect([inputs[0]?.shape, outputs[0]?.shape]).toEqual([
      ['N', 1, 28],
      ['N', 1, 28],
    ]);
  });

  it.each([
    ['com.example:Secret', /lacks com\.example\.Secret/],
    ['com.microsoft:NoSuchThing', /lacks com\.microsoft\.NoSuchThing/],
    ['ai.onnx.preview.training:Adam', /lacks ai\.onnx\.preview\.training\.Adam/],
  ])('refuses %s, also inside a branch', (operator, line) => {
    const inner = {
      name: 'then',
      node: [node(operator, ['x'], ['y'])],
      output: [tensorValue('y', DataType.FLOAT, [])],
    };
    const branch = { name: 'then_branch', type: AttributeType.GRAPH, g: inner };
    const bytes = modelOf({
      input: [x],
      output: [tensorValue('y', DataType.FLOAT, ['rows', 4])],
      node: [node('If', ['x'], ['y'], [branch])],
    });
    expect(() => prepare(bytes)).toThrow(line);
  });

  it('takes contributed operators that the browser has, and functions of the model’s own', () => {
    const graph = {
      input: [x],
      output: [tensorValue('y', DataType.FLOAT, ['rows', 4])],
      node: [node('com.microsoft:Gelu', ['x'], ['z']), node('my.own:Twice', ['z'], ['y'])],
    };
    const functions = [
      {
        name: 'Twice',
        domain: 'my.own',
        input: ['a'],
        output: ['b'],
        node: [node('Add', ['a', 'a'], ['b'])],
      },
    ];
    const refused = modelOf(graph);
    expect(() => prepare(refused)).toThrow(/lacks my\.own\.Twice/);
    const taken = modelOf(graph, { functions } as onnx.IModelProto);
    expect(prepare(taken).changes).toEqual([]);
  });
});

describe('shapes', () => {
  it('take -1, and 0 for the rows, as open', () => {
    const bytes = modelOf({
      input: [tensorValue('x', DataType.FLOAT, [0, -1, 0, null, 'w', 3])],
      output: [tensorValue('y', DataType.FLOAT, [-1])],
    });
    const { inputs, outputs } = readOnnxModel(bytes, 'm');
    expect([inputs[0]?.shape, outputs[0]?.shape]).toEqual([[null, null, 0, null, 'w', 3], [null]]);
  });
});

describe('class names', () => {
  const namesOf = (nodes: onnx.INodeProto[], more: onnx.IGraphProto = {}): string[] | null | undefined =>
    readOnnxModel(modelOf({ input: [x], output: [label], node: nodes, ...more }), 'm').outputs[0]?.classes;

  it.each([
    ['TreeEnsembleClassifier', ints('classlabels_int64s', [3, 5, 7]), ['3', '5', '7']],
    ['TreeEnsembleClassifier', strings('classlabels_strings', ['é', '<b>']), ['é', '<b>']],
    ['LinearClassifier', ints('classlabels_ints', [0, 1]), ['0', '1']],
    ['SVMClassifier', strings('classlabels_strings', ['no', 'yes']), ['no', 'yes']],
  ])('come from %s', (operator, attribute, names) => {
    expect(namesOf([node(`ml:${operator}`, ['x'], ['label', 'p'], [attribute])])).toEqual(names);
  });

  it('come from a label encoder behind, in the order of its codes', () => {
    const encoder = node(
      'ml:LabelEncoder',
      ['code'],
      ['label'],
      [ints('keys_int64s', [2, 0, 1]), strings('values_strings', ['c', 'a', 'b'])],
    );
    expect(namesOf([node('ArgMax', ['x'], ['code']), encoder])).toEqual(['a', 'b', 'c']);
    const gaps = node(
      'ml:LabelEncoder',
      ['code'],
      ['label'],
      [ints('keys_int64s', [1, 2]), strings('values_strings', ['a', 'b'])],
    );
    expect(namesOf([node('ArgMax', ['x'], ['code']), gaps])).toBeNull();
  });

  it('come from an array that an index picks from, not from an encoder of the inputs', () => {
    const array = {
      name: 'classes',
      dims: [2],
      dataType: DataType.STRING,
      stringData: [Buffer.from('q'), Buffer.from('r')],
    };
    const pick = node('ml:ArrayFeatureExtractor', ['classes', 'code'], ['label']);
    expect(namesOf([node('ArgMax', ['x'], ['code']), pick], { initializer: [array] })).toEqual(['q', 'r']);
    const encoder = node(
      'ml:LabelEncoder',
      ['x'],
      ['code'],
      [ints('keys_int64s', [0, 1]), strings('values_strings', ['in', 'put'])],
    );
    expect(namesOf([encoder, node('ArgMax', ['code'], ['label'])])).toBeNull();
  });
});
