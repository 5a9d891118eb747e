import { InferenceError } from './inference-error.ts';
import type { Tensor, TensorNumbers, TensorType } from './tensor.ts';

/** A tensor of ONNX Runtime, of its package for Node and of its package for browsers. */
interface OrtTensor {
  readonly type: string;
  readonly dims: readonly number[];
  readonly data: unknown;
}

/** What ONNX Runtime's packages have in common, as far as it is needed here. */
interface OrtRuntime {
  readonly Tensor: new (type: never, data: never, dims: readonly number[]) => OrtTensor;
}

interface OrtSession {
  run(feeds: never, wanted: readonly string[]): Promise<Readonly<Record<string, unknown>>>;
}

/**
 * Runs a session of ONNX Runtime.
 *
 * @param runtime the package that the session is of
 * @throws InferenceError `output` for an output that is no tensor (a sequence or map, as of an uncut ZipMap)
 */
export async function runOrtSession(
  runtime: OrtRuntime,
  session: OrtSession,
  feeds: Readonly<Record<string, Tensor>>,
  wanted: readonly string[],
): Promise<Record<string, Tensor>> {
  const given = Object.entries(feeds).map(([name, tensor]) => [name, toOrt(runtime, tensor)] as const);
  const found = await session.run(Object.fromEntries(given) as never, [...wanted]);
  return Object.fromEntries(wanted.map((name) => [name, fromOrt(name, found[name])]));
}

/** A tensor as ONNX Runtime takes it; half precision as its bits. */
function toOrt({ Tensor: Made }: OrtRuntime, { type, data, shape }: Tensor): OrtTensor {
  const made = new Made(type as never, (type === 'string' ? Array.from(data, String) : data) as never, shape);
  // Its packages make a Float16Array of the bits, of which the binary for Node (1.30) reads nothing.
  return type === 'float16' ? Object.defineProperty(made, 'data', { value: data }) : made;
}

function fromOrt(name: string, output: unknown): Tensor {
  if (!isTensor(output)) throw new InferenceError('output', `output ${name} is no tensor`);
  const { type, data, dims } = output;
  if (type === 'int4' || type === 'uint4')
    throw new InferenceError('output', `output ${name} has the type ${type}, which cannot be read`);
  return {
    type: type as TensorType,
    data: type === 'float16' ? bitsOf(data as ArrayBufferView) : (data as TensorNumbers | string[]),
    shape: [...dims],
  };
}

function isTensor(output: unknown): output is OrtTensor {
  return typeof output === 'object' && output !== null && 'dims' in output;
}

/** The bits of half precision numbers, whichever array they came in. */
function bitsOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint16Array {
  return new Uint16Array(buffer, byteOffset, byteLength / 2);
}
