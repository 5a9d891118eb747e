import type { TensorSignature } from '@modelfolio/schemas';
import { OnnxError } from '../onnx-error.ts';

/** A tensor as a message shows it: `` `x` float32 [N, 4] ``. */
export function describeTensor({ name, type, shape }: TensorSignature): string {
  return `\`${name}\` ${type} [${shape.map((dimension) => dimension ?? '?').join(', ')}]`;
}

/** The error for a tensor that cannot be taken. */
export function unsupported(
  kind: 'input' | 'output',
  tensor: TensorSignature,
  reason: string,
  path: string,
  hint: string,
): OnnxError {
  return new OnnxError('signature-unsupported', `${kind} ${describeTensor(tensor)}: ${reason}`, {
    file: path,
    hint,
  });
}

/** Whether a type holds numbers with fractions. */
export function isFloating({ type }: Pick<TensorSignature, 'type'>): boolean {
  return type === 'float32' || type === 'float64' || type === 'float16';
}

/** Whether the tensor holds one value a row: `[N]` or `[N, 1]`. */
export function isOneAcross({ shape }: Pick<TensorSignature, 'shape'>): boolean {
  return shape.length === 1 || (shape.length === 2 && shape[1] === 1);
}
