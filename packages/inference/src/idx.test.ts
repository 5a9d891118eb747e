import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeIdx, parseIdx } from './idx.ts';

const arrays = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 4 }).chain((shape) =>
  fc
    .uint8Array({
      minLength: shape.reduce((size, dimension) => size * dimension, 1),
      maxLength: shape.reduce((size, dimension) => size * dimension, 1),
    })
    .map((data) => ({ shape, data })),
);

describe('IDX files', () => {
  it('reads the layout that the format describes', () => {
    const bytes = Uint8Array.of(0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6);
    expect(parseIdx(bytes, [2])).toEqual({ shape: [2, 3], data: Uint8Array.of(1, 2, 3, 4, 5, 6) });
  });

  it('gives back what was encoded, wherever the bytes lie in their buffer', () => {
    fc.assert(
      fc.property(arrays, fc.nat(9), ({ shape, data }, offset) => {
        const encoded = encodeIdx({ shape, data });
        const moved = new Uint8Array(offset + encoded.length);
        moved.set(encoded, offset);
        expect(parseIdx(moved.subarray(offset), [shape.length])).toEqual({ shape, data });
      }),
    );
  });

  it('refuses every truncation and every extension', () => {
    fc.assert(
      fc.property(arrays, fc.nat(), ({ shape, data }, cut) => {
        const encoded = encodeIdx({ shape, data });
        expect(() => parseIdx(encoded.subarray(0, cut % encoded.length), [shape.length])).toThrow(
          /truncated/,
        );
        expect(() => parseIdx(Buffer.concat([encoded, Buffer.of(1)]), [shape.length])).toThrow(/too long/);
      }),
    );
  });

  it.each([
    [new Uint8Array(), 'truncated: 0 bytes are no IDX header'],
    [Uint8Array.of(0x1f, 0x8b, 8, 0), 'wrong magic number 0x1f8b0800: expected IDX of unsigned bytes'],
    [Uint8Array.of(0, 0, 8, 3, 0, 0), 'wrong magic number 0x00000803: expected 1 dimensions, received 3'],
    [Uint8Array.of(0, 0, 8, 0), 'wrong magic number 0x00000800: expected 1 dimensions, received 0'],
    [
      Uint8Array.of(0, 0, 0x0d, 1, 0, 0, 0, 0),
      'wrong magic number 0x00000d01: expected IDX of unsigned bytes',
    ],
    [Uint8Array.of(0, 0, 8, 1, 0, 0), 'truncated within its header'],
    [Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 1, 7, 7), 'too long: the header promises 1 = 1 bytes, 2 follow'],
    [Uint8Array.of(0, 0, 8, 1, 0xff, 0xff, 0xff, 0xff), 'promises 4294967295 = 4294967295 bytes, 0 follow'],
  ])('says what is wrong with %s', (bytes, message) => {
    expect(() => parseIdx(bytes, [1])).toThrow(message);
  });

  it('takes one to four dimensions unless it is told otherwise', () => {
    expect(parseIdx(Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 1, 7)).shape).toEqual([1]);
    expect(() => parseIdx(Uint8Array.of(0, 0, 8, 0))).toThrow(
      'expected 1 or 2 or 3 or 4 dimensions, received 0',
    );
    expect(() => parseIdx(Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 1, 0), [3, 4])).toThrow('truncated');
    const plane = Uint8Array.of(0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1);
    expect(() => parseIdx(plane)).toThrow(
      expect.objectContaining({
        code: 'idx',
        message: 'truncated: the header promises 2×3 = 6 bytes, 1 follow',
      }),
    );
  });

  it('refuses to encode a shape that does not fit', () => {
    expect(() => encodeIdx({ shape: [2, 2], data: new Uint8Array(3) })).toThrow(
      '2×2 needs 4 bytes, received 3',
    );
    for (const shape of [[], [1, 1, 1, 1, 1]])
      expect(() => encodeIdx({ shape, data: new Uint8Array(1) })).toThrow(
        new RangeError(`IDX files here have 1 to 4 dimensions, not ${shape.length}`),
      );
    for (const wrong of [1.5, -1, 2 ** 32])
      expect(() => encodeIdx({ shape: [1, wrong], data: new Uint8Array(1) })).toThrow(
        new RangeError(`1×${wrong} is no shape that IDX can hold`),
      );
  });
});
