import { expect, it } from 'vitest';
import { runOrtSession } from './ort-session.ts';
import type { Tensor } from './tensor.ts';

/** What a runtime hands back: the tensors that it was given. */
class Made {
  readonly type: string;
  readonly data: unknown;
  readonly dims: readonly number[];
  constructor(type: string, data: unknown, dims: readonly number[]) {
    this.type = type;
    this.data = data;
    this.dims = dims;
  }
}
const echo = { run: async (feeds: never, _wanted: readonly string[]) => feeds };
const run = (feeds: Record<string, Tensor>, session: Parameters<typeof runOrtSession>[1] = echo) =>
  runOrtSession({ Tensor: Made }, session, feeds, Object.keys(feeds));

it.each<[string, Tensor]>([
  ['numbers', { type: 'float32', data: Float32Array.of(1, 2), shape: [2, 1] }],
  ['whole numbers', { type: 'int64', data: BigInt64Array.of(3n), shape: [1] }],
  ['texts', { type: 'string', data: ['a', ''], shape: [2] }],
  ['half precision', { type: 'float16', data: Uint16Array.of(0x3c00, 0xc000), shape: [2] }],
])('hands tensors of %s in and out', async (_, tensor) => {
  expect(await run({ x: tensor })).toEqual({ x: tensor });
});

it('takes the bits of half precision, whichever array they came in', async () => {
  const numbers = new Float32Array(2);
  const bytes = new Uint8Array(numbers.buffer, 2, 4);
  new DataView(numbers.buffer).setUint16(2, 0x3c00, true);
  const session = { run: async () => ({ x: new Made('float16', bytes, [2]) }) };
  const { x } = await run({ x: { type: 'float16', data: new Uint16Array(), shape: [0] } }, session);
  expect(x?.data).toEqual(Uint16Array.of(0x3c00, 0));
});

it.each([
  [undefined, 'output x is no tensor'],
  [[{ a: 1 }], 'output x is no tensor'],
  [new Made('int4', new Int8Array(), []), 'output x has the type int4, which cannot be read'],
])('refuses %j', async (output, words) => {
  const session = { run: async () => ({ x: output }) };
  await expect(run({ x: { type: 'bool', data: new Uint8Array(), shape: [0] } }, session)).rejects.toThrow(
    words,
  );
});
