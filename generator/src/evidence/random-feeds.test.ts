import type { ModelManifest, TabularColumn } from '@modelfolio/schemas';
import { expect, it } from 'vitest';
import { randomFeeds } from './random-feeds.ts';

const column = (name: string, index: number, range: [number, number] | null): TabularColumn => ({
  input: 'x',
  index,
  name,
  label: null,
  description: null,
  type: 'float32',
  categories: null,
  range,
  step: null,
  unit: null,
  missing: false,
});
const within = (values: ArrayLike<number>, lower: number, upper: number): boolean =>
  Array.from(values).every((value) => value >= lower && value <= upper);

it('spreads pixels over their range, whole where the graph takes bytes, the same each time', () => {
  const sides: Pick<ModelManifest, 'inputs' | 'input'> = {
    inputs: [{ name: 'image', type: 'uint8', shape: ['N', 4, 4] }],
    input: {
      kind: 'image',
      input: 'image',
      height: 4,
      width: 4,
      channels: 1,
      range: [0, 255],
      polarity: 'light-on-dark',
    },
  };
  const { image } = randomFeeds(sides, 50, 1);
  expect(image?.shape).toEqual([50, 4, 4]);
  const pixels = image?.data as Uint8Array;
  expect(Math.max(...pixels) > 240 && Math.min(...pixels) < 15).toBe(true);
  expect(randomFeeds(sides, 50, 1)).toEqual({ image });
  expect(randomFeeds(sides, 50, 2)).not.toEqual({ image });
});

it('spreads columns over theirs, and what nobody bounds from -1 to 1 or over small whole numbers', () => {
  const columns = [column('b', 1, null), column('a', 0, [1000, 2000])];
  const { x } = randomFeeds(
    { inputs: [{ name: 'x', type: 'float32', shape: ['N', 2] }], input: { kind: 'tabular', columns } },
    40,
    3,
  );
  const values = x?.data as Float32Array;
  expect(
    within(
      values.filter((_, at) => at % 2 === 0),
      1000,
      2000,
    ),
  ).toBe(true);
  expect(
    within(
      values.filter((_, at) => at % 2 === 1),
      -1,
      1,
    ),
  ).toBe(true);
  const inputs = (['int32', 'int64', 'string', 'bool'] as const).map((type) => ({
    name: type,
    type,
    shape: ['N', null],
  }));
  const others = randomFeeds({ inputs, input: { kind: 'tensor', input: 'int32' } }, 30, 3);
  expect(new Set(others['int32']?.data as Int32Array).size).toBeGreaterThan(5);
  expect(within(others['int32']?.data as Int32Array, 0, 9)).toBe(true);
  expect(within(Array.from(others['int64']?.data as BigInt64Array, Number), 0, 9)).toBe(true);
  expect(others['string']).toMatchObject({ shape: [30, 1], data: expect.arrayContaining(['']) });
  expect(new Set(others['bool']?.data as Uint8Array)).toEqual(new Set([0, 1]));
});

it('makes up no rows that are too large', () => {
  const inputs = [{ name: 'x', type: 'float32' as const, shape: ['N', 3_000_000] }];
  expect(() => randomFeeds({ inputs, input: { kind: 'tensor', input: 'x' } }, 100, 1)).toThrow(
    expect.objectContaining({ code: 'signature-unsupported' }),
  );
});
