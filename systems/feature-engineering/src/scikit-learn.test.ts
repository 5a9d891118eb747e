import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toNumber } from '@modelfolio/schemas';
import { describe, expect, it } from 'vitest';
import { compile, fit, fitTransform, readState, writeState } from './index.ts';
import { readCase, toJsonFrame, type FeatureCase } from '../test/feature-case.ts';

/** What scikit-learn 1.9.1 makes of the same columns: interop/features_cases.py. */
const cases = JSON.parse(
  readFileSync(join(import.meta.dirname, '../test/golden/scikit-learn.json'), 'utf8'),
) as FeatureCase[];

/** Rows that are not near enough for a column of such numbers, or not equal where they are none. */
function farRows(found: readonly unknown[], wanted: readonly unknown[], tolerance: number): string[] {
  const [own, theirs] = [found, wanted].map((values) => values.map((value) => toNumber(value as number)));
  const scale = Math.max(1, ...(theirs ?? []).filter(Number.isFinite).map(Math.abs));
  return (theirs ?? []).flatMap((value, row) => {
    const given = own?.[row] ?? Number.NaN;
    const isNear = Number.isFinite(value)
      ? Math.abs(given - value) <= tolerance * scale
      : Object.is(given, value);
    return isNear ? [] : [`row ${row}: ${given} is not ${value}`];
  });
}

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
          toJsonFrame(frame).flatMap((column, at) => farRows(column, wanted[at] ?? [], tolerance)),
        ).toEqual([]);
      }
    },
  );
});

it('has a case for each transformer', () => {
  expect(new Set(cases.map(({ name }) => name)).size).toBeGreaterThan(12);
});
