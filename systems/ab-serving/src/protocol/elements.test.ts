import { describe, expect, it } from 'vitest';
import { datatypeNames, datatypeOf, factsOf, isDatatype, type Datatype } from './datatypes.ts';
import { elementFault, toElement } from './elements.ts';

const taken: readonly (readonly [Datatype, unknown, number | bigint | string])[] = [
  ['BOOL', true, 1],
  ['BOOL', false, 0],
  ['INT8', -128, -128],
  ['INT8', 127, 127],
  ['UINT8', 255, 255],
  ['INT16', -32_768, -32_768],
  ['UINT16', 65_535, 65_535],
  ['INT32', -2_147_483_648, -2_147_483_648],
  ['UINT32', 4_294_967_295, 4_294_967_295],
  ['INT64', -1, -1n],
  ['INT64', 2n ** 63n - 1n, 2n ** 63n - 1n],
  ['INT64', -(2n ** 63n), -(2n ** 63n)],
  ['UINT64', 2n ** 64n - 1n, 2n ** 64n - 1n],
  ['FP16', 1, 0x3c_00],
  ['FP16', -2, 0xc0_00],
  ['FP32', 0.5, 0.5],
  ['FP64', 1e308, 1e308],
  // The double is exact; the other is how JavaScript writes 2^67.
  ['FP64', 10n ** 20n, 1e20],
  ['FP32', 147573952589676410000n, 2 ** 67],
  ['BYTES', 'ä', 'ä'],
];

const refused: readonly (readonly [Datatype, unknown, string])[] = [
  ['BOOL', 1, 'expected true or false (BOOL), received 1'],
  ['INT8', 128, 'expected a whole number from -128 to 127 (INT8), received 128'],
  ['INT8', -129, 'expected a whole number from -128 to 127 (INT8), received -129'],
  ['UINT8', -1, 'expected a whole number from 0 to 255 (UINT8), received -1'],
  ['INT32', 1.5, 'expected a whole number from -2147483648 to 2147483647 (INT32), received 1.5'],
  ['INT32', true, 'expected a whole number from -2147483648 to 2147483647 (INT32), received true'],
  ['UINT64', -1, 'expected a whole number from 0 to 18446744073709551615 (UINT64), received -1'],
  [
    'UINT64',
    2n ** 64n,
    'expected a whole number from 0 to 18446744073709551615 (UINT64), received 18446744073709551616',
  ],
  [
    'INT64',
    2n ** 63n,
    'expected a whole number from -9223372036854775808 to 9223372036854775807 (INT64), received 9223372036854775808',
  ],
  [
    'INT64',
    2 ** 60,
    'expected a whole number from -9223372036854775808 to 9223372036854775807 (INT64), and 1152921504606847000 may have been rounded: write all of its digits, without a point or exponent',
  ],
  [
    'INT64',
    -(2n ** 63n) - 1n,
    'expected a whole number from -9223372036854775808 to 9223372036854775807 (INT64), received -9223372036854775809',
  ],
  ['FP16', 65_505, 'expected a number of at most 65504 (FP16), received 65505'],
  ['FP32', 1e39, 'expected a number of at most 3.4028234663852886e+38 (FP32), received 1e+39'],
  ['FP32', -1e39, 'expected a number of at most 3.4028234663852886e+38 (FP32), received -1e+39'],
  ['FP32', '5', 'expected a number of at most 3.4028234663852886e+38 (FP32), received the text "5"'],
  ['FP64', Infinity, 'expected a number of at most 1.7976931348623157e+308 (FP64), received Infinity'],
  [
    'FP64',
    2n ** 53n + 1n,
    'expected a number of at most 1.7976931348623157e+308 (FP64), and 9007199254740993 would be rounded',
  ],
  ['FP64', null, 'expected a number of at most 1.7976931348623157e+308 (FP64), received null'],
  ['FP64', [1], 'expected a number of at most 1.7976931348623157e+308 (FP64), received an array of 1'],
  ['FP64', {}, 'expected a number of at most 1.7976931348623157e+308 (FP64), received an object'],
  ['BF16', 1, 'expected binary data (BF16), received 1'],
  ['BYTES', 5, 'expected text (BYTES), received 5'],
  ['BYTES', '\uD800', 'expected text (BYTES), received half of a surrogate pair'],
];

describe('toElement', () => {
  it.each(taken)('%s takes %s', (datatype, value, element) => {
    expect(toElement(datatype)(value)).toBe(element);
  });

  it.each(refused)('%s refuses %s', (datatype, value, words) => {
    expect(toElement(datatype)(value)).toBeNull();
    expect(elementFault(datatype, value)).toBe(words);
  });

  it('refuses whole numbers that no double holds, however large', () => {
    expect(toElement('FP64')(10n ** 400n)).toBeNull();
  });
});

describe('the datatypes', () => {
  it('are those of the protocol, each with its type in runtimes', () => {
    expect(datatypeNames).toHaveLength(14);
    for (const name of datatypeNames) {
      const { type } = factsOf(name);
      expect(type === null ? 'BF16' : datatypeOf(type)).toBe(name);
    }
    expect(['FP32', 'fp32', 'toString', 3].map(isDatatype)).toEqual([true, false, false, false]);
  });
});
