import onnxProto from 'onnx-proto';
import { openSession } from '@modelfolio/inference/node/open-session';
import { expect, it } from 'vitest';
import { constant, node, openRows, smallModel } from '../../test/small-graph.ts';
import { treeFront } from './tree-front.ts';

it('keeps what makes the value, and all inputs', async () => {
  const { model } = smallModel({
    inputs: [openRows('features', 2), openRows('unused', 1, 'string')],
    nodes: [
      node('Mul', ['features', 'two'], ['doubled']),
      node('Sqrt', ['doubled'], ['dead']),
      node('Neg', ['doubled'], ['negative']),
      node('MatMul', ['negative', 'w'], ['y']),
    ],
    constants: [constant('two', [1], [2]), constant('w', [2, 1], [1, 1])],
    outputs: ['y'],
  });
  const { bytes, output } = treeFront(model, 'negative');
  // An input has the name that the output would have.
  expect(output).toBe('features_');
  const { graph } = onnxProto.onnx.ModelProto.decode(bytes);
  expect(graph?.node?.map(({ opType }) => opType)).toEqual(['Mul', 'Neg', 'Cast']);
  expect(graph?.initializer?.map(({ name }) => name)).toEqual(['two']);
  const session = await openSession(bytes);
  const found = await session.run({
    features: { type: 'float32', data: Float32Array.of(1, 2), shape: [1, 2] },
    unused: { type: 'string', data: [''], shape: [1, 1] },
  });
  expect(found[output]?.data).toEqual(Float64Array.of(-2, -4));
});

it('hands out an input of a model that has operators of ai.onnx.ml alone', async () => {
  const { model } = smallModel({ inputs: [openRows('x', 2)], nodes: [], outputs: ['x'] });
  model.opsetImport = model.opsetImport.filter(({ domain }) => domain !== '');
  const { bytes, output } = treeFront(model, 'x');
  const sets = onnxProto.onnx.ModelProto.decode(bytes).opsetImport;
  expect(sets.map(({ domain }) => domain)).toEqual(['ai.onnx.ml', '']);
  const session = await openSession(bytes);
  const found = await session.run({ x: { type: 'float32', data: Float32Array.of(1, 0.1), shape: [1, 2] } });
  expect(found[output]?.data).toEqual(Float64Array.of(1, Math.fround(0.1)));
});

it('keeps what a graph within a node takes from outside', async () => {
  const inner = (name: string) => ({
    name,
    node: [node('Mul', ['x', name], [`${name}_out`])],
    output: [{ name: `${name}_out`, type: { tensorType: { elemType: 1 } } }],
  });
  const choice = node('If', ['condition'], ['chosen']);
  const { GRAPH } = onnxProto.onnx.AttributeProto.AttributeType;
  choice.attribute = [
    { name: 'then_branch', type: GRAPH, g: inner('two') },
    { name: 'else_branch', type: GRAPH, g: inner('three') },
  ];
  const { model } = smallModel({
    inputs: [openRows('x', 1)],
    nodes: [choice, node('Neg', ['chosen'], ['y'])],
    constants: [
      { name: 'condition', dims: [], dataType: 9, int32Data: [1] },
      constant('two', [1], [2]),
      constant('three', [1], [3]),
    ],
    outputs: ['y'],
  });
  const { bytes, output } = treeFront(model, 'chosen');
  const session = await openSession(bytes);
  const found = await session.run({ x: { type: 'float32', data: Float32Array.of(5), shape: [1, 1] } });
  expect(found[output]?.data).toEqual(Float64Array.of(10));
});
