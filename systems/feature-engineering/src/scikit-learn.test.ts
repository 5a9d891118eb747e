import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toNumber } from '@modelfolio/schemas';
import { describe, expect, it } from 'vitest';
import { compile, fit, fitTransform, readState, writeState } from './index.ts';
import { farFrom } from '../test/far-from.ts';
import { readCase, toJsonFrame, type FeatureCase } from '../test/feature-case.ts';

/** What scikit-learn 1.9.1 makes of the same columns: interop/features_cases.py. */
const cases = JSON.parse(
  readFileSync(join(import.meta.dirname, '../test/golden/scikit-learn.json'), 'utf8'),
) as FeatureCase[];

const numbers = (values: readonly unknown[]): number[] => values.map((value) => toNumber(value as number));

describe.each([...Map.groupBy(cases, ({ name }) => name)])('%s', (_, own) => {
  it.each(own.map((one) => [JSON.stringify(one.spec).slice(0, 120), one] as const))(
    'is scikit-learn’s: %s',
    async (__, one) => {
      const { spec, train, target, other } = readCase(one);
      const crossed = one.crossFit ? fitTransform(spec, train, target) : null;
      const learned = crossed?.fitted ?? fit(spec, train, target);
      const compiled = compile(await readState(await writeState(learned), 'state.json'));
      const { names = [], train: first = [], other: second = [], tolerance = 0 } = one.expected ?? {};
      expect(compiled.names).toEqual(names);
      const frames = [
        [crossed?.frame ?? compiled.run(train), first],
        [compiled.run(other), second],
      ] as const;
      for (const [frame, wanted] of frames) {
        expect(frame.columns.map(({ name }) => name)).toEqual(names);
        expect(
          toJsonFrame(frame).flatMap((column, at) =>
            farFrom(numbers(column), numbers(wanted[at] ?? []), tolerance),
          ),
        ).toEqual([]);
      }
    },
  );
});

it('has a case for each transformer', () => {
  expect(new Set(cases.map(({ name }) => name)).size).toBeGreaterThan(12);
});
