import { invalid } from '../errors/refusal.ts';
import { factsOf, type Datatype } from './datatypes.ts';
import type { InferTensor } from './infer-tensor.ts';
import { elementCount, shownShape } from './shape.ts';

/**
 * Elements out of bytes: little-endian, row-major, BYTES with the length of each before it.
 *
 * @param pointer to what states the size
 * @throws Refusal `inference-invalid`: more or fewer bytes than the shape needs, a BOOL that is neither 0 nor 1, BYTES that
 *   are longer than what came, or no UTF-8
 */
export function readBinary(
  datatype: Datatype,
  shape: readonly number[],
  bytes: Uint8Array,
  pointer: string,
): InferTensor['data'] {
  const count = elementCount(shape) ?? Infinity;
  const { bytes: size, allocate } = factsOf(datatype);
  if (size === null || allocate === null) return readTexts(count, bytes, pointer);
  if (count * size !== bytes.length)
    throw invalid(
      pointer,
      `${datatype} of shape ${shownShape(shape)} takes ${count * size} bytes, ${bytes.length} are there`,
    );
  const data = allocate(count);
  new Uint8Array(data.buffer).set(bytes);
  if (datatype === 'BOOL') refuseOtherTruth(bytes, pointer);
  return data;
}

function refuseOtherTruth(bytes: Uint8Array, pointer: string): void {
  const at = bytes.findIndex((byte) => byte > 1);
  if (at >= 0) throw invalid(pointer, `element ${at} is the byte ${bytes[at]}; BOOL is 0 or 1`);
}

/** Text as runtimes take it: nothing else has a form in JSON. */
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * BYTES that are text.
 *
 * @throws Refusal `inference-invalid`
 */
export function decodeText(bytes: Uint8Array, index: number, pointer: string): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw invalid(pointer, `element ${index} is not UTF-8; models here take BYTES as text`);
  }
}

function readTexts(count: number, bytes: Uint8Array, pointer: string): string[] {
  if (count * 4 > bytes.length)
    throw invalid(
      pointer,
      `${count} BYTES take at least ${count * 4} bytes for their lengths, ${bytes.length} are there`,
    );
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const texts: string[] = [];
  let at = 0;
  while (texts.length < count) {
    if (at + 4 > bytes.length)
      throw invalid(
        pointer,
        `the length of element ${texts.length} takes 4 bytes, ${bytes.length - at} are left`,
      );
    const length = view.getUint32(at, true);
    at += 4;
    if (length > bytes.length - at)
      throw invalid(
        pointer,
        `element ${texts.length} is said to take ${length} bytes, ${bytes.length - at} are left`,
      );
    texts.push(decodeText(bytes.subarray(at, at + length), texts.length, pointer));
    at += length;
  }
  if (at < bytes.length)
    throw invalid(pointer, `${bytes.length - at} bytes are left after the ${count} elements of the shape`);
  return texts;
}
