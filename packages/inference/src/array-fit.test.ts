import { describe, expect, it } from 'vitest';
import { arrayFit, type RowPart } from './array-fit.ts';
import type { TensorType } from './tensor.ts';

const fit = (
  type: TensorType | null,
  shape: readonly number[],
  takes: TensorType,
  wanted: readonly (number | string | null)[],
) => arrayFit({ type, shape } satisfies RowPart, { name: 'x', type: takes, shape: ['N', ...wanted] });
const shapeOf = (...words: Parameters<typeof fit>) => {
  const found = fit(...words);
  return found.fits ? found.shape : found.reason;
};

describe('an array fits an input', () => {
  it.each([
    [
      [28, 28],
      [28, 28],
      [28, 28],
    ],
    [
      [28, 28],
      [1, 28, 28],
      [1, 28, 28],
    ],
    [
      [28, 28, 1],
      [28, 28],
      [28, 28],
    ],
    [
      [28, 28],
      ['H', null, 1],
      [28, 28, 1],
    ],
    [
      [2, 3],
      ['W', 3],
      [2, 3],
    ],
    [[784], [1, 28, 28], [1, 28, 28]],
    [[28, 28], [784], [784]],
    [[], [1], [1]],
    [
      [3, 32, 32],
      [3, 32, 32],
      [3, 32, 32],
    ],
  ] as const)('of rows %j where it takes %j', (given, wanted, expected) => {
    expect(shapeOf('float32', given, 'float32', wanted)).toEqual(expected);
  });

  it.each([
    [
      [32, 32, 3],
      [3, 32, 32],
    ],
    [
      [28, 20],
      [20, 28],
    ],
    // Channels first or last: the line does not tell.
    [[3072], [3, 32, 32]],
    [[32, 32, 3], [3072]],
    [
      [12, 3],
      [3, 12],
    ],
    [
      [6, 6],
      [4, 9],
    ],
    [[5], ['W', 2]],
  ] as const)('and not of rows %j where it takes %j', (given, wanted) => {
    const words = `rows are [${given.join(', ')}], input x takes [${wanted.map((size) => (size === 'W' ? '?' : size)).join(', ')}]`;
    expect(shapeOf('float32', given, 'float32', wanted)).toBe(words);
  });

  it('as it was made for the input, in row-major order', () => {
    expect(shapeOf(null, [3072], 'float32', [3, 32, 32])).toEqual([3, 32, 32]);
    expect(shapeOf(null, [5], 'float32', [3, 32, 32])).toBe('rows are [5], input x takes [3, 32, 32]');
    expect(shapeOf(null, [5], 'float32', ['W'])).toEqual([5]);
  });
});

describe('element types', () => {
  it.each([
    ['float64', 'float32', [4]],
    ['float32', 'float16', [2, 2]],
    ['int64', 'float32', [4]],
    ['bool', 'float32', [2, 2]],
    ['int64', 'int32', [2, 2]],
    ['float64', 'int64', [4]],
    ['string', 'string', [1]],
    ['uint8', 'uint8', [2, 2]],
  ] as const)('%s goes into %s', (given, takes, shape) => {
    expect(shapeOf(given, shape, takes, shape)).toEqual(shape);
  });

  it.each([
    ['uint8', 'float32', [4]],
    ['int64', 'float32', [2, 2]],
    ['int16', 'float64', [2, 2]],
    ['string', 'float32', [1]],
    ['float32', 'string', [1]],
  ] as const)('%s does not go into %s', (given, takes, shape) => {
    expect(shapeOf(given, shape, takes, shape)).toBe(
      `rows are ${given} [${shape.join(', ')}], input x takes ${takes} [${shape.join(', ')}]`,
    );
  });
});

describe('what does not fit is offered', () => {
  const hint = (...words: Parameters<typeof fit>) => {
    const found = fit(...words);
    return found.fits ? 'fits' : (found.hint ?? null);
  };

  it('to be turned and scaled, and both', () => {
    expect(hint('uint8', [32, 32, 3], 'float32', [3, 32, 32])).toBe(
      'modelfolio add writes into the graph how the data is meant: --transpose 2,0,1 to turn the axes, and --scale 1/255 where the model takes 0 to 1, --scale 1 where it takes the numbers from 0 to 255 as they are',
    );
    expect(hint('float32', [3, 32, 32], 'float32', [32, 32, 3])).toMatch(
      /--transpose 1,2,0 to turn the axes$/,
    );
    expect(hint('float32', [20, 28], 'float32', [28, 20])).toMatch(/--transpose 1,0 /);
    expect(hint('uint8', [28, 28], 'float32', [28, 28])).toMatch(/^[^:]+: --scale 1\/255 where/);
    expect(hint('int64', [28, 28], 'float32', [28, 28])).toMatch(/the numbers as they are$/);
  });

  it('to be neither where no order of the axes helps', () => {
    expect(hint('float32', [5], 'float32', [6])).toBeNull();
    expect(hint('uint8', [3072], 'float32', [3, 32, 32])).toBe(
      'save the rows in the shape that the input takes',
    );
    expect(hint('string', [1], 'float32', [1])).toBeNull();
  });
});
