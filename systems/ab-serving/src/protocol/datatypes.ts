import type { TensorNumbers, TensorType } from '@modelfolio/inference';

interface DatatypeFacts {
  /** As runtimes call it; `null` where none of ours has it. */
  readonly type: TensorType | null;
  /** Of an element; `null` where they differ in length. */
  readonly bytes: number | null;
  /** Half-precision numbers have no form in JSON that peers agree on. */
  readonly inJson: boolean;
  /** Memory for a number of elements; `null` for text. */
  readonly allocate: ((count: number) => TensorNumbers) | null;
}

const numbers = (
  type: TensorType | null,
  Numbers: { new (count: number): TensorNumbers; readonly BYTES_PER_ELEMENT: number },
  inJson = true,
): DatatypeFacts => ({
  type,
  bytes: Numbers.BYTES_PER_ELEMENT,
  inJson,
  allocate: (count) => new Numbers(count),
});

/** Element types of the Open Inference Protocol (`inference_rest.md`); half-precision numbers are kept as their bits. */
export const datatypes = {
  BOOL: numbers('bool', Uint8Array),
  UINT8: numbers('uint8', Uint8Array),
  UINT16: numbers('uint16', Uint16Array),
  UINT32: numbers('uint32', Uint32Array),
  UINT64: numbers('uint64', BigUint64Array),
  INT8: numbers('int8', Int8Array),
  INT16: numbers('int16', Int16Array),
  INT32: numbers('int32', Int32Array),
  INT64: numbers('int64', BigInt64Array),
  FP16: numbers('float16', Uint16Array, false),
  BF16: numbers(null, Uint16Array, false),
  FP32: numbers('float32', Float32Array),
  FP64: numbers('float64', Float64Array),
  BYTES: { type: 'string', bytes: null, inJson: true, allocate: null },
} as const satisfies Readonly<Record<string, DatatypeFacts>>;

export type Datatype = keyof typeof datatypes;

export const datatypeNames = Object.keys(datatypes) as readonly Datatype[];

export const factsOf = (datatype: Datatype): DatatypeFacts => datatypes[datatype];

export const isDatatype = (name: unknown): name is Datatype =>
  typeof name === 'string' && Object.hasOwn(datatypes, name);

const byType = new Map(datatypeNames.map((name) => [factsOf(name).type, name]));

/** The protocol's name of a runtime's element type. */
export function datatypeOf(type: TensorType): Datatype {
  const found = byType.get(type);
  if (found === undefined) throw new RangeError(`no datatype for ${type}`);
  return found;
}
