import { Tensor as OrtTensor } from 'onnxruntime-web/wasm';
import type { Tensor, TensorNumbers } from '@modelfolio/inference';
import { DemoError } from '../demo-error.ts';

/** A tensor of any type as ONNX Runtime takes it; half precision as its bits. */
export function toOrt({ type, data, shape }: Tensor): OrtTensor {
  if (type === 'string') return new OrtTensor('string', Array.from(data, String), shape);
  if (type === 'float16') return halfOf(data as Uint16Array<ArrayBuffer>, shape);
  return new OrtTensor(type as 'float32', data as Float32Array<ArrayBuffer>, shape);
}

/** Where the browser has Float16Array, ONNX Runtime wants it and refuses the bits. */
function halfOf(bits: Uint16Array<ArrayBuffer>, shape: readonly number[]): OrtTensor {
  const Half = (
    globalThis as { Float16Array?: new (buffer: ArrayBuffer, at: number, length: number) => object }
  ).Float16Array;
  const data = Half ? new Half(bits.buffer, bits.byteOffset, bits.length) : bits;
  return new OrtTensor('float16', data as Uint16Array, shape);
}

/**
 * A copy of an output, which is then released.
 *
 * @throws DemoError `model` for what is no tensor (a sequence or map, as of an uncut ZipMap)
 */
export function fromOrt(name: string, output: OrtTensor | undefined): Tensor {
  if (!output || !('dims' in output)) throw new DemoError('model', `output ${name} is no tensor`);
  const { type, dims, data } = output;
  if (type === 'int4' || type === 'uint4')
    throw new DemoError('model', `output ${name} has the type ${type}, which this page cannot read`);
  const copy =
    type === 'string'
      ? Array.from(data as string[])
      : type === 'float16'
        ? bitsOf(data as Uint16Array)
        : (data as Float32Array).slice();
  output.dispose();
  return { type, data: copy as TensorNumbers | string[], shape: [...dims] };
}

/** The bits of half precision numbers, whichever array they came in. */
function bitsOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint16Array {
  return new Uint16Array(buffer.slice(byteOffset, byteOffset + byteLength));
}
