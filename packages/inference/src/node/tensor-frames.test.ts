import { expect, it } from 'vitest';
import { tensorOf, type Tensor } from '../tensor.ts';
import { packTensors, unpackTensors } from './tensor-frames.ts';

const tensors: Record<string, Tensor> = {
  halves: tensorOf('float16', [1.5, -2], [2]),
  words: tensorOf('string', ['ä', ''], [1, 2]),
  whole: tensorOf('int64', [3, 4, 5, 6], [2, 2]),
  one: tensorOf('float64', [0.1], []),
  none: tensorOf('uint8', [], [0, 3]),
};

/** What arrives at the other end of what is sent. */
const sent = (views: readonly ArrayBufferView[]): ArrayBuffer[] =>
  views.map(
    ({ buffer, byteOffset, byteLength }) => buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer,
  );

it('tensors arrive as they were, their numbers apart from the words', () => {
  const { heads, views } = packTensors(tensors);
  expect(heads.map(({ texts }) => texts)).toEqual([null, ['ä', ''], null, null, null]);
  expect(views).toHaveLength(4);
  expect(views[0]).toBe(tensors['halves']?.data);
  expect(unpackTensors(heads, sent(views))).toEqual(tensors);
});

it('numbers in an array of another type are refused before they are sent', () => {
  const wrong: Tensor = { type: 'float32', data: Float64Array.of(1), shape: [1] };
  expect(() => packTensors({ x: wrong })).toThrow(
    new TypeError('the numbers of x are no Float32Array, as float32 takes'),
  );
});

it.each<[string, Tensor]>([
  ['fewer numbers', tensorOf('float32', [1, 2], [3])],
  ['more numbers', tensorOf('float32', [1, 2], [1])],
  ['fewer texts', tensorOf('string', ['a'], [2])],
])('%s than the shape says are garbled', (_, tensor) => {
  const { heads, views } = packTensors({ x: tensor });
  expect(() => unpackTensors(heads, sent(views))).toThrow(
    expect.objectContaining({ code: 'garbled', message: 'tensor x is not as long as its shape says' }),
  );
});

it('a tensor whose bytes did not come is garbled', () => {
  const { heads } = packTensors({ x: tensorOf('float32', [1], [1]) });
  expect(() => unpackTensors(heads, [])).toThrow('tensor x');
});
