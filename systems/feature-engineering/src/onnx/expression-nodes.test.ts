import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { farFrom } from '../../test/far-from.ts';
import { runGraph, unusedIn } from '../../test/run-graph.ts';
import { compile, fit } from '../fit.ts';
import { frameOf, type Frame } from '../frame/frame.ts';
import { toOnnx } from './to-onnx.ts';

const frame = (rows: readonly { a: number; b: number; job: string | null; town: string | null }[]): Frame =>
  frameOf([
    { name: 'a', type: 'number', values: Float64Array.from(rows, ({ a }) => a) },
    { name: 'b', type: 'number', values: Float64Array.from(rows, ({ b }) => b) },
    { name: 'job', type: 'text', values: rows.map(({ job }) => job) },
    { name: 'town', type: 'text', values: rows.map(({ town }) => town) },
  ]);
const number = fc.oneof(
  fc.integer({ min: -4, max: 4 }),
  fc.double({ min: -1e3, max: 1e3, noNaN: true }),
  fc.constantFrom(Number.NaN, Infinity, -Infinity, 0),
);
const word = fc.constantFrom('Cook', 'cook', 'smith', 'ÉCLAIR', '日本', 'a b', null);
const row = fc.record({ a: number, b: number, job: word, town: word });
const fitted = (source: string, rows: Frame = frame([{ a: 1, b: 2, job: 'cook', town: 'a b' }])) =>
  fit({ kind: 'FunctionTransformer', expressions: { out: source } }, rows);

describe('an expression gives in ONNX Runtime what it gives here', () => {
  it.each(
    [
      'a + b * 2 - a / b',
      'a % b + -7 % 3 + 7 % -3',
      'log1p(abs(a)) - expm1(b / 1000) + cbrt(a) + sign(b) * sqrt(square(b))',
      'exp(-abs(a)) + log(abs(b)) + log2(abs(a)) + log10(abs(b)) + reciprocal(a) + negative(b)',
      'min(a, b, 1) + max(a, b)',
      'clip(a, -1, b)',
      'a < b',
      'a >= 0 and b != 2 or a == b',
      'not (a > 1 or isnull(b)) and a in [1, -2, 3.5]',
      'where(a > 0 and b <= 3, a, 0)',
      "job == 'cook'",
      "job != town and lower(job) == 'cook'",
      "lower(job) in ['cook', 'éclair'] or isnull(town)",
      'length(job) + length(lower(town))',
      "where(isnull(job), -1, length(job)) + where(job not in ['smith', 'cook'], 1, 2)",
      '1 + 2 * 3',
    ].filter((source) => !source.includes('+ (job not')),
  )('%s', async (source) => {
    const one = fitted(source);
    const model = toOnnx(one);
    expect(unusedIn(model)).toEqual([]);
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 20 }), async (rows) => {
        const [found = []] = await runGraph(model, frame(rows));
        const [wanted] = compile(one).run(frame(rows)).columns;
        expect(farFrom(found, wanted?.values as Float64Array, 1e-9)).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });
});

it.each([
  ["job < 'm'", 'column "out": ONNX has no order of texts'],
  ["lower(job) == 'οδος'", 'a graph cannot tell the two small letters of a Greek sigma apart'],
  ['lower(job) == lower(town)', 'Greek sigma apart (compare with text in quotes)'],
])('%s is refused in one line', (source, message) => {
  expect(() => toOnnx(fitted(source))).toThrow(message);
});
