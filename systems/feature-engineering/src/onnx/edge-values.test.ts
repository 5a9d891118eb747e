import fc from 'fast-check';
import { expect, it } from 'vitest';
import { farFrom } from '../../test/far-from.ts';
import { runGraph } from '../../test/run-graph.ts';
import { compile, fit } from '../fit.ts';
import { frameOf, type Frame } from '../frame/frame.ts';
import type { TransformerSpec } from '../transformers/transformer.ts';
import { toOnnx } from './to-onnx.ts';

const numbers = (values: readonly number[], name = 'x'): Frame =>
  frameOf([{ name, type: 'number', values: Float64Array.from(values) }]);

async function differences(spec: TransformerSpec, train: Frame, other: Frame): Promise<string[]> {
  const fitted = fit(spec, train);
  const found = await runGraph(toOnnx(fitted), other);
  const { columns } = compile(fitted).run(other);
  expect(found).toHaveLength(columns.length);
  return columns.flatMap(({ values }, at) => farFrom(found[at] ?? [], values as Float64Array, 1e-9));
}

/** Few distinct values, so that many are equal; also some that lie apart, and some that are missing. */
const column = fc.array(
  fc.oneof(
    fc.integer({ min: -3, max: 3 }),
    // No subnormal ones: a slope between two of them overflows.
    fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((value) => Math.round(value * 1e9) / 1e9),
    fc.constant(Number.NaN),
  ),
  { minLength: 3, maxLength: 60 },
);
/** At the values, beside them by less and by more than what counts as an end, and far out. */
const around = (values: readonly number[]): number[] => [
  ...values.flatMap((value) => [value, value + 0.5, value - 5e-8, value + 5e-8, value - 2e-7, value + 2e-7]),
  Infinity,
  -Infinity,
  Number.NaN,
  1e300,
  -1e300,
];

it.each(['uniform', 'normal'])(
  'QuantileTransformer, %s: ties, ends and what lies beyond',
  async (distribution) => {
    await fc.assert(
      fc.asyncProperty(column, fc.integer({ min: 1, max: 90 }), async (values, nQuantiles) => {
        const spec = { kind: 'QuantileTransformer', nQuantiles, outputDistribution: distribution };
        expect(await differences(spec, numbers(values), numbers(around(values)))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  },
);

it('QuantileTransformer: 1,000 quantiles, and none', async () => {
  const values = Array.from({ length: 3000 }, (_, at) => Math.round(Math.sin(at * 12.9898) * 1e5) / 37);
  const spec = { kind: 'QuantileTransformer', outputDistribution: 'normal' };
  expect(await differences(spec, numbers(values), numbers(around(values.slice(0, 200))))).toEqual([]);
  const missing = numbers([Number.NaN, Number.NaN]);
  expect(await differences(spec, missing, numbers([1, Number.NaN]))).toEqual([]);
});

const known = column.filter((values) => new Set(values.filter((value) => !Number.isNaN(value))).size > 4);
it.each(['constant', 'linear', 'continue', 'periodic'])('SplineTransformer: %s', async (extrapolation) => {
  await fc.assert(
    fc.asyncProperty(
      known,
      fc.integer({ min: 0, max: 5 }),
      fc.integer({ min: 3, max: 7 }),
      fc.boolean(),
      async (values, degree, more, includeBias) => {
        const present = values.filter((value) => !Number.isNaN(value));
        const spec = { kind: 'SplineTransformer', degree, nKnots: degree + more, extrapolation, includeBias };
        const [least, most] = [Math.min(...present), Math.max(...present)];
        const reach = most - least;
        const other = [
          ...present,
          least - reach / 3,
          most + reach / 7,
          least - 2.5 * reach,
          (least + most) / 2,
        ];
        expect(await differences(spec, numbers(present), numbers(other))).toEqual([]);
      },
    ),
    { numRuns: 40 },
  );
});

it('SplineTransformer: NaN where the transformer refuses', async () => {
  const train = numbers([0, 1, 2, 3, 4, 5]);
  const fitted = fit({ kind: 'SplineTransformer', extrapolation: 'error' }, train);
  const columns = await runGraph(toOnnx(fitted), numbers([-0.1, 2, 5.1, Number.NaN]));
  const inside = compile(fitted)
    .run(numbers([2]))
    .columns.map(({ values }) => Number(values[0]));
  expect(columns.map(([low, within, high, missing]) => [low, within, high, missing])).toEqual(
    inside.map((value) => [Number.NaN, value, Number.NaN, Number.NaN]),
  );
});

it('OneHotEncoder: a lone infrequent category comes last', async () => {
  const text = (values: string[]): Frame => frameOf([{ name: 'x', type: 'text', values }]);
  const spec = { kind: 'OneHotEncoder', minFrequency: 2, handleUnknown: 'ignore' };
  const other = text(['a', 'b', 'c', 'd', '']);
  expect(await differences(spec, text(['a', 'a', 'b', 'c', 'c']), other)).toEqual([]);
});

it('DatetimeFeatures: every part of every day there is', async () => {
  const first = -719_162;
  const last = 2_932_896;
  const days = Array.from({ length: 4000 }, (_, at) => Math.round(first + ((last - first) * at) / 3999));
  const ends = [59, 60, 365, 366, 790, 11_016, 19_782, 47_540].flatMap((day) => [day - 1, day, day + 1]);
  const other = [...days, ...ends, first - 1, last + 1, Infinity, Number.NaN];
  const spec = { kind: 'DatetimeFeatures', features: 'all', unit: 'D', errors: 'coerce' };
  expect(await differences(spec, numbers([0, 1]), numbers(other))).toEqual([]);
  const moments = days.map((day, at) => (day / 40) * 86_400 + at * 997.125);
  expect(await differences({ ...spec, unit: 's' }, numbers([0, 1]), numbers(moments))).toEqual([]);
});

it('refuses dates in text in one line', () => {
  const text = frameOf([{ name: 'when', type: 'text', values: ['2024-02-29'] }]);
  expect(() => toOnnx(fit({ kind: 'DatetimeFeatures' }, text))).toThrow(
    'column "when": ONNX reads no dates in text (give the transformer numbers, such as seconds from 1970)',
  );
});

it('refuses a graph that nothing comes out of', () => {
  const fitted = fit({ kind: 'OneHotEncoder', drop: 'first' }, numbers([1, 1]));
  expect(() => toOnnx(fitted)).toThrow('no column comes out');
});
