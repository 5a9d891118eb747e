import { InferenceError } from '../inference-error.ts';
import { arrayOf, type Tensor, type TensorType } from '../tensor.ts';

/** A tensor on its way between processes, without its numbers. */
export interface TensorHead {
  readonly name: string;
  readonly type: TensorType;
  readonly shape: readonly number[];
  /** The texts of a tensor of them; the numbers of any other come as bytes, in the order of the heads. */
  readonly texts: readonly string[] | null;
}

/**
 * Tensors as heads and arrays, which are not copied.
 *
 * @throws TypeError for numbers in an array of another type
 */
export function packTensors(tensors: Readonly<Record<string, Tensor>>): {
  heads: TensorHead[];
  views: ArrayBufferView[];
} {
  const views: ArrayBufferView[] = [];
  const heads = Object.entries(tensors).map(([name, { type, data, shape }]) => {
    const Numbers = arrayOf(type);
    if (Numbers === null) return { name, type, shape, texts: Array.from(data as readonly unknown[], String) };
    if (!(data instanceof Numbers))
      throw new TypeError(`the numbers of ${name} are no ${Numbers.name}, as ${type} takes`);
    views.push(data);
    return { name, type, shape, texts: null };
  });
  return { heads, views };
}

/**
 * The other way around.
 *
 * @throws InferenceError `garbled` where heads and bytes do not fit together
 */
export function unpackTensors(
  heads: readonly TensorHead[],
  buffers: readonly ArrayBuffer[],
): Record<string, Tensor> {
  let next = 0;
  const entries = heads.map(({ name, type, shape, texts }): readonly [string, Tensor] => {
    const count = shape.reduce((product, size) => product * size, 1);
    const Numbers = arrayOf(type);
    if (!Numbers) {
      if (texts?.length !== count) throw garbled(name);
      return [name, { type, data: texts, shape }];
    }
    const buffer = buffers[next++];
    if (buffer?.byteLength !== count * Numbers.BYTES_PER_ELEMENT) throw garbled(name);
    return [name, { type, data: new Numbers(buffer), shape }];
  });
  return Object.fromEntries(entries);
}

function garbled(name: string): InferenceError {
  return new InferenceError('garbled', `tensor ${name} is not as long as its shape says`);
}
