import { tableOf } from '@modelfolio/inference';
import { countWork } from '@modelfolio/measuring/testing/count-work';
import onnxProto, { type onnx } from 'onnx-proto';
import { describe, expect, it } from 'vitest';
import {
  AttributeType,
  DataType,
  modelOf,
  node,
  sequenceOfMaps,
  strings,
  tensorValue,
} from '../test/graphs.ts';
import { readDroppedModel, type DroppedModel } from './dropped-model.ts';
import { OnnxError } from './onnx-error.ts';
import { readOnnxModel } from './onnx-model.ts';

const x = tensorValue('x', DataType.FLOAT, ['N', 2]);
const p = tensorValue('p', DataType.FLOAT, ['N', 2]);
const table = tableOf('rows.csv', new Map([['a', [1, 2]]]), 2);

/** What comes of a file: a model, or one line. Anything else is thrown. */
function outcome(bytes: Uint8Array): DroppedModel | string {
  try {
    for (const rows of [table, null])
      try {
        return readDroppedModel(bytes, 'model.onnx', rows);
      } catch (error) {
        if (rows === null || !(error instanceof OnnxError)) throw error;
      }
    return '';
  } catch (error) {
    if (!(error instanceof OnnxError)) throw error;
    if (/[\n\r]/.test(error.message) || error.message.length > 5000)
      throw new Error('more than a short line', { cause: error });
    return error.message;
  }
}
const outputs = (count: number) =>
  Array.from({ length: count }, (_, at) => tensorValue(`v${at}`, DataType.FLOAT, ['N', 90]));
const chain = (count: number) =>
  Array.from({ length: count }, (_, at) => node('Identity', [`v${at + 1}`], [`v${at}`]));
const of = (graph: onnx.IGraphProto) => outcome(modelOf(graph));

/** What stands before so many bytes of a field, as protocol buffers write it. */
function head(number: number, length: number): number[] {
  const bytes: number[] = [];
  for (let rest of [number * 8 + 2, length]) {
    for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
    bytes.push(rest);
  }
  return bytes;
}
const field = (number: number, content: readonly number[]) => [...head(number, content.length), ...content];
const textField = (number: number, text: string) => field(number, [...new TextEncoder().encode(text)]);

/**
 * Messages within messages, made without an encoder: that would run out of stack.
 *
 * @param around what stands before and after so many bytes of the inner one
 */
function nest(core: number[], depth: number, around: (length: number) => [number[], number[]]): number[] {
  const [heads, tails]: [number[][], number[][]] = [[], []];
  let { length } = core;
  for (let level = 0; level < depth; level++) {
    const [before, after] = around(length);
    heads.push(before);
    tails.push(after);
    length += before.length + after.length;
  }
  return [...heads.toReversed().flat(), ...core, ...tails.flat()];
}

/** ModelProto.graph is 7, opset_import 8 with version 17. */
const wrapped = (graph: readonly number[]) => Uint8Array.from([...field(7, graph), ...field(8, [16, 17])]);

function nestedGraphs(depth: number): Uint8Array {
  // GraphProto.output is 12, with its name.
  const output = field(12, textField(1, 'p'));
  const operator = textField(4, 'If');
  return wrapped(
    nest(output, depth, (length) => {
      // GraphProto.node (1), NodeProto.attribute (5), AttributeProto.g (6).
      const graph = head(6, length);
      const attribute = head(5, length + graph.length);
      const inner = operator.length + attribute.length + graph.length + length;
      return [[...head(1, inner), ...operator, ...attribute, ...graph], output];
    }),
  );
}

function nestedTypes(depth: number): Uint8Array {
  // TypeProto.sequence_type is 4, its elem_type 1.
  const type = nest([], depth, (length) => {
    const element = head(1, length);
    return [[...head(4, length + element.length), ...element], []];
  });
  return wrapped(field(12, [...textField(1, 'p'), ...field(2, type)]));
}

describe('hostile files', () => {
  it('with nodes in a circle are read', () => {
    const circle = [
      node('Identity', ['b'], ['p']),
      node('Identity', ['p'], ['b']),
      node('ml:ZipMap', ['z'], ['z'], [strings('classlabels_strings', ['u', 'v'])]),
    ];
    expect(of({ input: [x], output: [p], node: circle })).toMatch(/could be values or scores of classes/);
    expect(of({ input: [x], output: [sequenceOfMaps('z')], node: circle })).toMatchObject({
      output: { classes: ['u', 'v'] },
    });
  });

  it('with nodes that have no outputs, inputs or operator are read', () => {
    const bare = [{}, node('ml:ZipMap', [], []), node('Softmax', [], ['p']), node('ml:ZipMap', [], ['p'])];
    expect(of({ input: [x], output: [p, {}], node: bare })).toMatch(/`` is not a tensor/);
    expect(of({ input: [x], output: [p], node: bare.slice(0, 3) })).toMatchObject({
      output: { probabilities: 'p' },
    });
  });

  it.each([10, 34, 300, 3000, 100_000])('with graphs nested %i deep are read or refused', (depth) => {
    const found = outcome(nestedGraphs(depth));
    expect(found).toMatch(depth > 32 ? /graphs in graphs|damaged/ : /not a tensor/);
  });

  it.each([1000, 100_000])('with types nested %i deep are refused', (depth) => {
    expect(outcome(nestedTypes(depth))).toMatch(/damaged|a sequence/);
  });

  it.each([
    ['size', [2 ** 40, 2 ** 12]],
    ['more than can be counted', Array.from({ length: 40 }, () => 2 ** 53)],
    ['a negative size', [-4, 3]],
    ['nothing of too much', [...Array.from({ length: 40 }, () => 2 ** 53), 0]],
  ])('with constants that claim %s are refused', (_, dims) => {
    const initializer = [{ name: 'w', dims, dataType: DataType.FLOAT, floatData: [1] }];
    const graph = { input: [x], output: [p], node: [node('Softmax', ['x'], ['p'])], initializer };
    expect(of(graph)).toMatch(/constant "w" claims .* values, the file does not hold so many/);
    const { parameters } = readOnnxModel(modelOf(graph), 'm');
    expect(parameters === null || Number.isSafeInteger(parameters)).toBe(true);
  });

  it.each([[2 ** 53], [2 ** 31], [-1], [0], [1001]])('with a dimension of %i are read or refused', (size) => {
    const nodes = [node('Softmax', ['x'], ['p'])];
    for (const shape of [[size], ['N', size], ['N', size, size], [size, size, size, 3]]) {
      const wide = { input: [tensorValue('x', DataType.FLOAT, shape)], output: [p], node: nodes };
      const out = { input: [x], output: [tensorValue('p', DataType.FLOAT, shape)], node: nodes };
      for (const graph of [wide, out]) {
        const found = of(graph);
        if (typeof found === 'string') continue;
        expect(found.output.classes?.length ?? 2).toBeLessThanOrEqual(10_000);
      }
    }
  });

  it.each<[string, (size: number) => onnx.IGraphProto]>([
    ['nodes and tensors', (size) => ({ output: outputs(size / 50), node: chain(size) })],
    [
      'models in one graph',
      (size) => ({
        output: outputs(size),
        node: outputs(size).map(({ name }) => node('ml:LinearRegressor', ['x'], [name ?? ''])),
      }),
    ],
    [
      'names of classes, passed on to many outputs',
      (size) => {
        const names = Array.from({ length: size }, (_, at) => `class ${at}`);
        const classifier = node('ml:LinearClassifier', ['x'], ['c'], [strings('classlabels_strings', names)]);
        const passed = outputs(50).map(({ name }) => node('Identity', ['c'], [name ?? '']));
        return { output: outputs(50), node: [classifier, ...passed] };
      },
    ],
    [
      'maps of probabilities',
      (size) => {
        const maps = outputs(size).map(({ name }) => sequenceOfMaps(name ?? ''));
        const zipped = maps.map(({ name }, at) => node('ml:ZipMap', [`s${at}`], [name ?? '']));
        return { output: maps, node: [...chain(size).map((one) => ({ ...one, output: [] })), ...zipped] };
      },
    ],
  ])('with very many %s take no square of the work', (_, graphOf) => {
    const work = (size: number) => {
      const bytes = modelOf({ input: [x], ...graphOf(size) });
      return countWork(() => outcome(bytes));
    };
    // A square were 16 times as much.
    expect(work(4000)).toBeLessThan(5 * work(1000));
  });

  it('with very many outputs are refused', () => {
    expect(of({ input: [x], output: Array.from({ length: 5000 }, () => p), node: [] })).toMatch(
      /5000 outputs/,
    );
  });

  it('with names of a megabyte of spaces give a short message at once', () => {
    const name = `a${' '.repeat(1e6)}b\nc`;
    expect(of({ input: [tensorValue(name, 99, ['N'])], output: [p], node: [] })).toMatch(/` *a {9}/);
    expect(of({ input: [x], output: [p], node: [node(`${name}:X`, [], ['p'])] })).toMatch(/lacks/);
  });

  it('cut off at any byte are read or refused', () => {
    const initializer = [{ name: 'w', dims: [2, 2], dataType: DataType.FLOAT, floatData: [1, 2, 3, 4] }];
    const nodes = [
      node('MatMul', ['x', 'w'], ['y']),
      { ...node('Softmax', ['y'], ['p']), attribute: [{ name: 'axis', type: AttributeType.INT, i: -1 }] },
    ];
    const bytes = modelOf({ input: [x], output: [p], node: nodes, initializer });
    for (let length = 0; length < bytes.length; length++) outcome(bytes.slice(0, length));
    expect(outcome(bytes)).toMatchObject({ output: { classes: ['0', '1'] } });
    expect(onnxProto.onnx.ModelProto.decode(bytes).graph?.node).toHaveLength(2);
  });
});
