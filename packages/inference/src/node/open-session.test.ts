import onnxProto from 'onnx-proto';
import { expect, it } from 'vitest';
import { numbersOf, tensorOf } from '../tensor.ts';
import { openSession } from './open-session.ts';

const { ModelProto, TensorProto } = onnxProto.onnx;
const halves = (name: string) => ({
  name,
  type: { tensorType: { elemType: TensorProto.DataType.FLOAT16, shape: { dim: [{ dimParam: 'N' }] } } },
});
const graph = ModelProto.encode({
  irVersion: 8,
  opsetImport: [{ domain: '', version: 17 }],
  graph: {
    name: 'test',
    node: [
      { opType: 'Add', input: ['x', 'x'], output: ['sum'] },
      { opType: 'Mul', input: ['x', 'x'], output: ['square'] },
    ],
    input: [halves('x')],
    output: [halves('sum'), halves('square')],
  },
}).finish();

it('runs a graph, for all outputs or those that are wanted, and can be closed', async () => {
  const session = await openSession(graph);
  expect(session).toMatchObject({ inputs: ['x'], outputs: ['sum', 'square'] });
  expect(session.runtime).toMatch(/^onnxruntime-node \d+\.\d+\.\d+ \(cpu\)$/);
  const feeds = { x: tensorOf('float16', [1.5, -3], [2]) };
  const all = await session.run(feeds);
  expect(Object.keys(all)).toEqual(['sum', 'square']);
  expect(all['sum'] && [...numbersOf(all['sum'])]).toEqual([3, -6]);
  expect(await session.run(feeds, ['square'])).toEqual({ square: tensorOf('float16', [2.25, 9], [2]) });
  await session.close();
  await expect(session.run(feeds)).rejects.toThrow('the session is closed');
});

const texts = (name: string) => ({
  name,
  type: { tensorType: { elemType: TensorProto.DataType.STRING, shape: { dim: [{ dimParam: 'N' }] } } },
});

it('takes texts in and out', async () => {
  const echo = ModelProto.encode({
    irVersion: 8,
    opsetImport: [{ domain: '', version: 17 }],
    graph: {
      name: 'echo',
      node: [{ opType: 'Identity', input: ['words'], output: ['same'] }],
      input: [texts('words')],
      output: [texts('same')],
    },
  }).finish();
  const session = await openSession(echo);
  const words = tensorOf('string', ['ä "quoted"\n', ''], [2]);
  expect(await session.run({ words })).toEqual({ same: words });
  await session.close();
});

it('refuses what is no graph', async () => {
  await expect(openSession(Uint8Array.of(1, 2, 3))).rejects.toThrow(/protobuf/i);
});
