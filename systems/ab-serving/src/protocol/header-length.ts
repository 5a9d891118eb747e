import { Refusal } from '../errors/refusal.ts';

/** Header that tells how many bytes of a body are JSON. */
export const headerLengthName = 'Inference-Header-Content-Length';

/**
 * Bytes of a body that are JSON, as `Inference-Header-Content-Length` tells; `null` where it was not sent: all of them.
 *
 * @throws Refusal `inference-invalid` when it is no number, or more than came
 */
export function headerLengthOf(header: string | null | undefined, bodyBytes: number): number | null {
  if (header == null) return null;
  const length = /^\d{1,15}$/.test(header.trim()) ? Number(header) : Number.NaN;
  if (Number.isNaN(length))
    throw new Refusal(
      'inference-invalid',
      `${headerLengthName}: expected a number of bytes, received ${JSON.stringify(header.slice(0, 60))}`,
    );
  if (length > bodyBytes)
    throw new Refusal(
      'inference-invalid',
      `${headerLengthName}: ${length} bytes of JSON are told, the body has ${bodyBytes}`,
    );
  return length;
}
