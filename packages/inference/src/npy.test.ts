import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readNpy } from './npy.ts';
import { InferenceError } from './inference-error.ts';

function npy(descr: string, shape: string, data: Uint8Array): Uint8Array {
  const header = `{'descr': '${descr}', 'fortran_order': False, 'shape': (${shape}), }\n`;
  const bytes = new Uint8Array(10 + header.length + data.length);
  bytes.set([0x93, ...new TextEncoder().encode('NUMPY'), 1, 0, header.length & 255, header.length >> 8]);
  bytes.set(new TextEncoder().encode(header), 10);
  bytes.set(data, 10 + header.length);
  return bytes;
}

function outcome(bytes: Uint8Array): string {
  try {
    readNpy(bytes, 'x');
    return 'read';
  } catch (error) {
    if (error instanceof InferenceError) return error.message;
    throw error;
  }
}

describe('a NumPy array', () => {
  it('keeps whole numbers of 64 bits, signed and not', () => {
    const ones = new Uint8Array(8).fill(255);
    expect(readNpy(npy('<u8', '1,', ones), 'x').values[0]).toBe(18_446_744_073_709_551_615n);
    expect(readNpy(npy('<i8', '1,', ones), 'x').values[0]).toBe(-1n);
  });

  it('is refused when it claims more than it holds', () => {
    expect(outcome(npy('<U0', '400000000,', new Uint8Array()))).toMatch(/^x: text of no length/);
    expect(outcome(npy('<f8', '400000000,', new Uint8Array(8)))).toMatch(/^x: cut short: 8 bytes/);
    expect(outcome(npy('|O', '1,', new Uint8Array(8)))).toMatch(/which only Python can read/);
  });

  it('is read or refused whatever is done to its bytes', () => {
    const whole = npy('<f4', '2, 3', new Uint8Array(24));
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(255), (at, value) => {
        const bytes = Uint8Array.from(whole);
        bytes[at] = value;
        expect(outcome(bytes)).toMatch(/^(read|x: [^\n]+)$/);
      }),
    );
  });
});
