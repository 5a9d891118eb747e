import type { TensorSignature } from '@modelfolio/schemas';

export type TensorType = TensorSignature['type'];

/** Numbers as a runtime takes them; half precision as its bits. */
export type TensorNumbers =
  | Uint8Array
  | Int8Array
  | Uint16Array
  | Int16Array
  | Uint32Array
  | Int32Array
  | BigUint64Array
  | BigInt64Array
  | Float32Array
  | Float64Array;

/** What goes into a graph and comes out of it. */
export interface Tensor {
  readonly type: TensorType;
  readonly data: TensorNumbers | readonly string[];
  readonly shape: readonly number[];
}

const arrays = {
  bool: Uint8Array,
  uint8: Uint8Array,
  int8: Int8Array,
  uint16: Uint16Array,
  int16: Int16Array,
  uint32: Uint32Array,
  int32: Int32Array,
  uint64: BigUint64Array,
  int64: BigInt64Array,
  // Its bits: not every browser has Float16Array yet.
  float16: Uint16Array,
  float32: Float32Array,
  float64: Float64Array,
} as const;

/**
 * The array that holds a type's numbers; `null` for text.
 *
 * @example
 * arrayOf('float16'); // Uint16Array
 */
export function arrayOf(type: TensorType): (typeof arrays)[keyof typeof arrays] | null {
  return type === 'string' ? null : arrays[type];
}

/** Bounds of the whole numbers a type holds, both included; `null` for types of other things. */
export const wholeBounds: Record<TensorType, readonly [number, number] | null> = {
  bool: null,
  uint8: [0, 255],
  int8: [-128, 127],
  uint16: [0, 65_535],
  int16: [-32_768, 32_767],
  uint32: [0, 4_294_967_295],
  int32: [-2_147_483_648, 2_147_483_647],
  uint64: [0, Number.MAX_SAFE_INTEGER],
  int64: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
  float16: null,
  float32: null,
  float64: null,
  string: null,
};

/**
 * A tensor of the type from plain values, in row-major order.
 *
 * @param values numbers for every type but `string`; those for whole types must be whole and within bounds
 */
export function tensorOf(
  type: TensorType,
  values: readonly (number | string)[],
  shape: readonly number[],
): Tensor {
  if (type === 'string') return { type, data: values.map(String), shape };
  const data = new arrays[type](values.length);
  const view = type === 'float16' ? new DataView(data.buffer) : null;
  values.forEach((value, index) => {
    if (view) view.setFloat16(2 * index, Number(value), true);
    else if (data instanceof BigInt64Array || data instanceof BigUint64Array) data[index] = BigInt(value);
    else data[index] = Number(value);
  });
  return { type, data, shape };
}

/** A tensor's numbers as doubles; those beyond 2^53 lose their last digits. */
export function numbersOf({ type, data }: Tensor): Float64Array {
  if (type === 'float16' && data instanceof Uint16Array) {
    const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
    return Float64Array.from(data, (_, index) => view.getFloat16(2 * index, true));
  }
  return Float64Array.from(data as ArrayLike<number>, Number);
}
