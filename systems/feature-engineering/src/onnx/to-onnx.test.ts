import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCase, type FeatureCase } from '../../test/feature-case.ts';
import { farFrom } from '../../test/far-from.ts';
import { runGraph, unusedIn } from '../../test/run-graph.ts';
import { compile, fit } from '../fit.ts';
import { toOnnx } from './to-onnx.ts';

const cases = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../test/golden/scikit-learn.json'), 'utf8'),
) as FeatureCase[];
/** ONNX reads no dates. */
const isDateText = ({ kind }: FeatureCase['spec'], [column]: FeatureCase['train']): boolean =>
  kind === 'DatetimeFeatures' && column?.type === 'text';

describe.each([...Map.groupBy(cases, ({ name }) => name)])('%s', (_, own) => {
  it.each(
    own
      .filter(({ spec, train, crossFit }) => !crossFit && !isDateText(spec, train))
      .map((one) => [JSON.stringify(one.spec).slice(0, 110), one] as const),
  )('gives in ONNX Runtime what it gives here: %s', async (__, one) => {
    const { spec, train, target, other } = readCase(one);
    const fitted = fit(spec, train, target);
    const model = toOnnx(fitted);
    expect(unusedIn(model)).toEqual([]);
    for (const frame of [train, other]) {
      const wanted = compile(fitted).run(frame);
      const found = await runGraph(model, frame);
      expect(found).toHaveLength(wanted.columns.length);
      // Both compute in double precision; a power by way of logarithms rounds otherwise than one by expm1.
      expect(
        wanted.columns.flatMap((column, at) => farFrom(found[at] ?? [], column.values as Float64Array, 1e-9)),
      ).toEqual([]);
    }
  });
});
