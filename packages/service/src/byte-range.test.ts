import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byteRange } from './byte-range.ts';

describe('a part of ten bytes', () => {
  it.each([
    ['bytes=0-0', 0, 0],
    ['bytes=0-4', 0, 4],
    ['bytes=3-', 3, 9],
    ['bytes=9-9', 9, 9],
    ['bytes=5-99999999999999999999999', 5, 9],
    ['bytes=-1', 9, 9],
    ['bytes=-10', 0, 9],
    ['bytes=-999', 0, 9],
    ['Bytes= 0-1 ', 0, 1],
  ])('%s is from %i to %i', (header, first, last) => {
    expect(byteRange(header, 10)).toEqual({ first, last });
  });

  it.each(['bytes=10-', 'bytes=10-11', 'bytes=99999999999999999999999-', 'bytes=-0'])(
    '%s is not there',
    (header) => {
      expect(byteRange(header, 10)).toBe('unsatisfiable');
    },
  );

  it.each([
    '',
    'bytes',
    'bytes=',
    'bytes=-',
    'bytes=5-2',
    'bytes=a-b',
    'bytes=0x0-1',
    'bytes=1.5-2',
    'bytes=--1',
    'bytes=0-1,3-4',
    'bytes=0-1,',
    'bytes=0-1;3-4',
    'items=0-1',
    'bytes 0-1',
    'bytes=0 - 1',
    'bytes=1e1-',
    `bytes=${'1'.repeat(1000)}-`,
  ])('%s is the whole', (header) => {
    expect(byteRange(header, 10)).toBeNull();
  });
});

it('of any text is a part that the file has, none or the whole', () => {
  const sign = fc.constantFrom('bytes=', '0', '1', '9', '-', ',', ' ', 'x');
  fc.assert(
    fc.property(fc.string({ unit: sign }), fc.nat(20), (rest, size) => {
      const range = byteRange(`bytes=${rest}`, size);
      const { first, last } = typeof range === 'object' && range !== null ? range : { first: 0, last: 0 };
      expect([first <= last, last < Math.max(size, 1)]).toEqual([true, true]);
    }),
    { numRuns: 1000 },
  );
});
