import { expect, it } from 'vitest';
import { arrayOf, numbersOf, tensorOf, wholeBounds, type TensorType } from './tensor.ts';

it.each<[TensorType, number[]]>([
  ['bool', [0, 1]],
  ['uint8', [0, 255]],
  ['int8', [-128, 127]],
  ['uint16', [0, 65_535]],
  ['int16', [-32_768, 32_767]],
  ['uint32', [0, 4_294_967_295]],
  ['int32', [-2_147_483_648, 2_147_483_647]],
  ['uint64', [0, Number.MAX_SAFE_INTEGER]],
  ['int64', [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER]],
  ['float16', [-0.5, 65_504]],
  ['float32', [-0.5, Infinity]],
  ['float64', [0.1, Number.NaN]],
])('numbers of %s come back as they went in, in the array of their type', (type, values) => {
  const tensor = tensorOf(type, values, [2]);
  expect(tensor.data).toBeInstanceOf(arrayOf(type));
  expect([...numbersOf(tensor)]).toEqual(values);
  const bounds = wholeBounds[type];
  expect(bounds === null || (bounds[0] === values[0] && bounds[1] === values[1])).toBe(true);
});

it('texts are in no array of numbers', () => {
  expect(tensorOf('string', ['a', 1], [2])).toEqual({ type: 'string', data: ['a', '1'], shape: [2] });
  expect(arrayOf('string')).toBeNull();
});

it('half precision is read wherever it lies in its buffer', () => {
  const bits = Uint16Array.of(0, 0x3c00, 0xc000);
  expect([...numbersOf({ type: 'float16', data: bits.subarray(1), shape: [2] })]).toEqual([1, -2]);
});
