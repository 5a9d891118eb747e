import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { readCase, type FeatureCase } from '../../test/feature-case.ts';
import type { Frame } from '../frame/frame.ts';
import { compile, fit } from '../fit.ts';
import { toOnnx } from './to-onnx.ts';

const cases = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../test/golden/scikit-learn.json'), 'utf8'),
) as FeatureCase[];
/** Those that ONNX has no operators for, or that are not exported yet. */
const left = new Set(['QuantileTransformer', 'SplineTransformer', 'CountVectorizer', 'TfidfVectorizer']);
const impossible = new Set(['cbrt', 'sign']);

async function run(model: Uint8Array, { columns, rows }: Frame): Promise<number[][]> {
  const session = await InferenceSession.create(model);
  const feeds = columns.map((column) => [
    column.name,
    column.type === 'number'
      ? new Tensor('float64', column.values, [rows, 1])
      : new Tensor(
          'string',
          column.values.map((value) => value ?? ''),
          [rows, 1],
        ),
  ]);
  const { features } = await session.run(Object.fromEntries(feeds) as Record<string, Tensor>);
  const [, width = 0] = features?.dims ?? [];
  const values = Array.from(features?.data as Float64Array);
  return Array.from({ length: width }, (_, at) => values.filter((__, place) => place % width === at));
}

/** Numbers of both in one precision; a power of a number near the greatest may be infinite in either. */
function far(found: readonly number[], wanted: Float64Array, tolerance: number): string[] {
  const scale = Math.max(1, ...wanted.filter(Number.isFinite).map(Math.abs));
  return [...wanted].flatMap((value, row) => {
    const own = found[row] ?? Number.NaN;
    const isNear = Number.isFinite(value)
      ? Math.abs(own - value) <= tolerance * scale
      : Object.is(own, value);
    return isNear ? [] : [`row ${row}: ${own} is not ${value}`];
  });
}

describe.each([...Map.groupBy(cases, ({ name }) => name)].filter(([name]) => !left.has(name)))(
  '%s',
  (_, own) => {
    it.each(
      own
        .filter(({ spec, crossFit }) => !crossFit && !impossible.has(String(spec['func'])))
        .map((one) => [JSON.stringify(one.spec).slice(0, 110), one] as const),
    )('gives in ONNX Runtime what it gives here: %s', async (__, one) => {
      const { spec, train, target, other } = readCase(one);
      const fitted = fit(spec, train, target);
      const model = toOnnx(fitted);
      for (const frame of [train, other]) {
        const wanted = compile(fitted).run(frame);
        const found = await run(model, frame);
        expect(found).toHaveLength(wanted.columns.length);
        // Both compute in double precision; a power by way of logarithms rounds otherwise than one by expm1.
        expect(
          wanted.columns.flatMap((column, at) => far(found[at] ?? [], column.values as Float64Array, 1e-9)),
        ).toEqual([]);
      }
    });
  },
);

it.each([...left])('%s is refused in one line', (kind) => {
  const one = cases.find(({ name }) => name === kind) as FeatureCase;
  const { spec, train } = readCase(one);
  expect(() => toOnnx(fit(spec, train))).toThrow(`${kind} cannot be exported to ONNX yet`);
});
