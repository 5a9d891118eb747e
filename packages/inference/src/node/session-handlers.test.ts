import onnxProto from 'onnx-proto';
import { expect, it } from 'vitest';
import { tensorOf } from '../tensor.ts';
import { sessionHandlers } from './session-handlers.ts';
import { packTensors, unpackTensors } from './tensor-frames.ts';

const { ModelProto, TensorProto } = onnxProto.onnx;
const numbers = (name: string) => ({
  name,
  type: { tensorType: { elemType: TensorProto.DataType.FLOAT, shape: { dim: [{ dimParam: 'N' }] } } },
});
/** A graph of one operation of x with itself. */
const graph = (opType: string): ArrayBuffer => {
  const bytes = ModelProto.encode({
    irVersion: 8,
    opsetImport: [{ domain: '', version: 17 }],
    graph: {
      name: 'graph',
      node: [{ opType, input: ['x', 'x'], output: ['y'] }],
      input: [numbers('x')],
      output: [numbers('y')],
    },
  }).finish();
  return Uint8Array.from(bytes).buffer;
};
const { heads: feeds, views } = packTensors({ x: tensorOf('float32', [1, 2, 3], [3]) });
const buffers = [Uint8Array.from(new Uint8Array((views[0] as Float32Array).buffer)).buffer];

it('holds several sessions, each under a number of its own, until they are closed', async () => {
  const { open, run, close } = sessionHandlers();
  const { body: doubling } = await open({ threads: null }, [graph('Add')]);
  const { body: squaring } = await open({ threads: 1 }, [graph('Mul')]);
  expect(doubling).toMatchObject({ inputs: ['x'], outputs: ['y'] });
  expect(doubling.runtime).toMatch(/^onnxruntime-node .* \(cpu\)$/);
  const answer = async (handle: number) => {
    const found = await run({ handle, feeds, wanted: ['y'] }, buffers);
    return unpackTensors(
      found.body as never,
      found.views.map(({ buffer, byteOffset, byteLength }) =>
        buffer.slice(byteOffset, byteOffset + byteLength),
      ) as ArrayBuffer[],
    )['y'];
  };
  expect(await answer(doubling.handle)).toEqual(tensorOf('float32', [2, 4, 6], [3]));
  expect(await answer(squaring.handle)).toEqual(tensorOf('float32', [1, 4, 9], [3]));
  expect(await close({ handle: doubling.handle })).toEqual({});
  await expect(answer(doubling.handle)).rejects.toThrow(`no session ${doubling.handle} is open`);
  await expect(close({ handle: doubling.handle })).rejects.toThrow('is open');
  expect(await answer(squaring.handle)).toEqual(tensorOf('float32', [1, 4, 9], [3]));
  await close({ handle: squaring.handle });
});

it('has no session of what is no graph', async () => {
  const { open, run } = sessionHandlers();
  await expect(open({ threads: null }, [])).rejects.toThrow(/protobuf|model/i);
  await expect(run({ handle: 1, feeds, wanted: ['y'] }, buffers)).rejects.toThrow('no session 1 is open');
});
