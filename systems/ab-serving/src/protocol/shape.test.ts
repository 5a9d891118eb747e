import { describe, expect, it } from 'vitest';
import { refusalOf } from '../../test/refusal-of.ts';
import { elementCount, parseShape, shapeFits, shownShape } from './shape.ts';

describe('parseShape', () => {
  it.each([
    [3, '/s: expected an array of dimensions, e.g. [1, 4]'],
    [[-1, 2], '/s/0: the dimension -1 is negative; a request states the size that its data has'],
    [[1, 1.5], '/s/1: the dimension 1.5 is not a whole number'],
    [[2 ** 53], '/s/0: the dimension 9007199254740992 is too large'],
    [[2n ** 64n], '/s/0: the dimension 18446744073709551616 is too large'],
    [[Infinity], '/s/0: the dimension Infinity is too large'],
    [['2'], '/s/0: expected a dimension, a whole number from 0 on'],
    [[null], '/s/0: expected a dimension, a whole number from 0 on'],
    [[2 ** 31, 2 ** 31], '/s: [2147483648, 2147483648] has more elements than can be counted'],
    [[0, 2 ** 31, 2 ** 31], '/s: [0, 2147483648, 2147483648] has more elements than can be counted'],
    [[2 ** 31, 2 ** 31, 0], '/s: [2147483648, 2147483648, 0] has more elements than can be counted'],
  ])('refuses %s', (shape, message) => {
    expect(refusalOf(() => parseShape(shape, '/s')).message).toBe(message);
  });

  it('takes what can be counted', () => {
    expect(parseShape([], '/s')).toEqual([]);
    expect(parseShape([0, 3], '/s')).toEqual([0, 3]);
  });
});

describe('elementCount', () => {
  it('multiplies, and knows when it cannot', () => {
    expect([[], [2, 3], [0, 5], [2 ** 40, 2 ** 12], [2 ** 40, 2 ** 13]].map(elementCount)).toEqual([
      1,
      6,
      0,
      2 ** 52,
      null,
    ]);
  });
});

describe('shapeFits', () => {
  it('takes any size where a dimension is free', () => {
    expect(shapeFits([5, 2], ['N', 2])).toBe(true);
    expect(shapeFits([5, 2], [null, null])).toBe(true);
    expect(shapeFits([5, 3], ['N', 2])).toBe(false);
    expect(shapeFits([5], ['N', 2])).toBe(false);
    expect(shapeFits([5, 2, 1], ['N', 2])).toBe(false);
  });

  it('is shown as the protocol writes it', () => {
    expect(shownShape(['N', null, 3])).toBe('[-1, -1, 3]');
  });
});
