import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesOf, npyBytes } from '../test/npy-bytes.ts';
import { readNpy } from './npy.ts';
import { InferenceError } from './inference-error.ts';

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
    expect(readNpy(npyBytes('<u8', [1], ones), 'x').values[0]).toBe(18_446_744_073_709_551_615n);
    expect(readNpy(npyBytes('<i8', [1], ones), 'x').values[0]).toBe(-1n);
  });

  it('is refused when it claims more than it holds', () => {
    expect(outcome(npyBytes('<U0', [400_000_000], new Uint8Array()))).toMatch(/^x: text of no length/);
    expect(outcome(npyBytes('<f8', [400_000_000], new Uint8Array(8)))).toMatch(/^x: cut short: 8 bytes/);
    expect(outcome(npyBytes('|O', [1], new Uint8Array(8)))).toMatch(/which only Python can read/);
  });

  it('is read or refused whatever is done to its bytes', () => {
    const whole = npyBytes('<f4', [2, 3], new Uint8Array(24));
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(255), (at, value) => {
        const bytes = Uint8Array.from(whole);
        bytes[at] = value;
        expect(outcome(bytes)).toMatch(/^(read|x: [^\n]+)$/);
      }),
    );
  });

  it.each<[string, ArrayBufferView, number[], string]>([
    ['|u1', Uint8Array.of(1, 255), [1, 255], 'uint8'],
    ['|i1', Int8Array.of(1, -1), [1, -1], 'int8'],
    ['<u2', Uint16Array.of(1, 65_535), [1, 65_535], 'uint16'],
    ['<i2', Int16Array.of(1, -2), [1, -2], 'int16'],
    ['>i2', Uint8Array.of(0, 1, 0xff, 0xfe), [1, -2], 'int16'],
    ['<u4', Uint32Array.of(1, 4_294_967_295), [1, 4_294_967_295], 'uint32'],
    ['<i4', Int32Array.of(1, -3), [1, -3], 'int32'],
    ['<f2', Uint16Array.of(0x3c00, 0xc000), [1, -2], 'float16'],
    ['<f4', Float32Array.of(0.5, -Infinity), [0.5, -Infinity], 'float32'],
    ['<f8', Float64Array.of(0.1, Number.NaN), [0.1, Number.NaN], 'float64'],
    ['>f8', Uint8Array.of(0x3f, 0xf8, 0, 0, 0, 0, 0, 0, 0x40, 0, 0, 0, 0, 0, 0, 0), [1.5, 2], 'float64'],
    ['|b1', Uint8Array.of(1, 0), [1, 0], 'bool'],
  ])('of %s has its numbers, and says what they are', (descr, data, expected, type) => {
    const found = readNpy(npyBytes(descr, [2], bytesOf(data)), 'x');
    expect({ ...found, values: Array.from(found.values as ArrayLike<number>) }).toEqual({
      shape: [2],
      type,
      values: expected,
    });
  });

  it('of bytes is a view of them, in C order also where the first axis runs fastest', () => {
    const file = npyBytes('|u1', [2, 2], Uint8Array.of(1, 2, 3, 4));
    const { values } = readNpy(file, 'x');
    expect(values).toEqual(Uint8Array.of(1, 2, 3, 4));
    expect((values as Uint8Array).buffer).toBe(file.buffer);
  });

  it('has text without the zeros that fill it, in either byte order', () => {
    const codes = (text: string) => {
      const letters = Array.from(text, (letter) => letter.codePointAt(0) ?? 0);
      return [...letters, 0, 0, 0].slice(0, 3);
    };
    const words = Uint32Array.from([...codes('ä🦊'), ...codes('abc'), ...codes('')]);
    expect(readNpy(npyBytes('<U3', [3], bytesOf(words)), 'x').values).toEqual(['ä🦊', 'abc', '']);
    const swapped = bytesOf(words).slice().reverse();
    expect(readNpy(npyBytes('>U3', [3], swapped), 'x').values).toEqual(['', 'cba', '']);
    const beyond = bytesOf(Uint32Array.of(0x11_00_00));
    expect(readNpy(npyBytes('<U1', [1], beyond), 'x').values).toEqual(['\uFFFD']);
    const bytes = new TextEncoder().encode('ab\0cde');
    expect(readNpy(npyBytes('|S3', [2], bytes), 'x').values).toEqual(['ab', 'cde']);
    expect(readNpy(npyBytes('<U0', [0], new Uint8Array()), 'x').values).toEqual([]);
  });

  it('is read in Fortran’s order, of newer versions, and of no dimension', () => {
    const numbers = bytesOf(Uint8Array.of(1, 4, 2, 5, 3, 6));
    const found = readNpy(npyBytes('|u1', [2, 3], numbers, { fortran: true, version: 2 }), 'x');
    expect(found).toMatchObject({ shape: [2, 3], values: Float64Array.of(1, 2, 3, 4, 5, 6) });
    const cube = readNpy(
      npyBytes('|u1', [2, 2, 2], Uint8Array.of(0, 4, 2, 6, 1, 5, 3, 7), { fortran: true }),
      'x',
    );
    expect([...(cube.values as Float64Array)]).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(readNpy(npyBytes('<f4', [], bytesOf(Float32Array.of(7))), 'x')).toMatchObject({
      shape: [],
      values: Float64Array.of(7),
    });
  });

  it('is refused with what to do about it', () => {
    const refused = 'x: not a NumPy array, or damaged (save it again)';
    const whole = npyBytes('<f4', [2], new Uint8Array(8));
    expect(outcome(whole.subarray(0, 11))).toBe(refused);
    expect(outcome(whole.subarray(0, 40))).toBe(refused);
    expect(outcome(Uint8Array.from([0x92, ...whole.subarray(1)]))).toBe(refused);
    expect(outcome(whole.subarray(0, -1))).toBe('x: cut short: 7 bytes for 2 values (save it again)');
    expect(outcome(npyBytes('<c16', [1], new Uint8Array(16)))).toBe(
      'x: values of type <c16 are not read (save it as float64)',
    );
    const records = Buffer.from(whole).toString('latin1').replace("'<f4'", '[(1,)]');
    expect(outcome(Buffer.from(records, 'latin1'))).toBe(
      'x: an array of records is not read (save each field as an array)',
    );
  });
});
