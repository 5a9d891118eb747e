import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCase, type FeatureCase } from '../../test/feature-case.ts';
import { fit } from '../fit.ts';
import { frameOf, rowsOf, type Column, type Frame } from '../frame/frame.ts';
import type { TransformerSpec } from '../transformers/transformer.ts';
import { fitStream } from './fit-stream.ts';
import type { RowSource, StreamProgress } from './row-source.ts';

/** A frame in batches that end at the given rows. */
function sourceOf(frame: Frame, cuts: readonly number[]): RowSource {
  const ends = [...new Set([...cuts, frame.rows])].toSorted((a, b) => a - b);
  return {
    name: 'people.csv',
    columns: frame.columns.map(({ name, type }) => ({ name, type })),
    rows: frame.rows,
    async *batches() {
      let from = 0;
      for (const to of ends) {
        yield await Promise.resolve(rowsOf(frame, from, to));
        from = to;
      }
    },
  };
}

const cuts = (rows: number) => fc.array(fc.integer({ min: 0, max: rows }), { maxLength: 6 });
const golden = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../test/golden/scikit-learn.json'), 'utf8'),
) as FeatureCase[];

describe('a fit on batches is a fit on all rows', () => {
  it.each(golden.map((one) => [JSON.stringify(one.spec).slice(0, 120), one] as const))(
    '%s',
    async (_, one) => {
      const { spec, train, target } = readCase(one);
      const whole = fit(spec, train, target);
      const column: Column | null =
        target === null
          ? null
          : target.values.every((value) => typeof value === 'number')
            ? { name: 'y!', type: 'number', values: Float64Array.from(target.values as number[]) }
            : { name: 'y!', type: 'text', values: Array.from(target.values as string[]) };
      const frame = column ? frameOf([...train.columns, column]) : train;
      await fc.assert(
        fc.asyncProperty(cuts(frame.rows), async (ends) => {
          const learned = await fitStream(spec, sourceOf(frame, ends), { target: column?.name ?? null });
          expect(learned).toEqual(whole);
        }),
        { numRuns: 8 },
      );
    },
  );

  const deep: TransformerSpec = {
    kind: 'ColumnTransformer',
    remainder: 'passthrough',
    transformers: [
      {
        name: 'numbers',
        columns: ['x', 'z'],
        transformer: {
          kind: 'Pipeline',
          steps: [
            {
              name: 'impute',
              transformer: { kind: 'SimpleImputer', strategy: 'median', addIndicator: true },
            },
            { name: 'scale', transformer: { kind: 'StandardScaler' } },
            { name: 'robust', transformer: { kind: 'RobustScaler' } },
            { name: 'kept', transformer: { kind: 'VarianceThreshold' } },
          ],
        },
      },
      {
        name: 'words',
        columns: ['job'],
        transformer: {
          kind: 'Pipeline',
          steps: [
            { name: 'encode', transformer: { kind: 'TargetEncoder', cv: 2 } },
            { name: 'scale', transformer: { kind: 'StandardScaler' } },
          ],
        },
      },
      { name: 'hot', columns: ['job'], transformer: { kind: 'OneHotEncoder', minFrequency: 2 } },
    ],
  };

  it('of pipelines in parts, cross-fitted training values included, whatever the numbers and the cuts', async () => {
    const row = fc.record({
      x: fc.double({ min: -1e9, max: 1e9 }),
      z: fc.oneof(fc.constant(Number.NaN), fc.integer({ min: -3, max: 3 })),
      job: fc.option(fc.constantFrom('cook', 'smith', 'clerk')),
      y: fc.double({ min: -10, max: 10, noNaN: true }),
    });
    const rows = fc.array(row, { minLength: 4, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(rows, cuts(30), async (given, ends) => {
        const columns: Column[] = [
          { name: 'x', type: 'number', values: Float64Array.from(given, ({ x }) => x) },
          { name: 'z', type: 'number', values: Float64Array.from(given, ({ z }, at) => (at < 2 ? at : z)) },
          { name: 'job', type: 'text', values: given.map(({ job }) => job) },
          { name: 'other', type: 'number', values: Float64Array.from(given, ({ y }) => y) },
        ];
        const y = Float64Array.from(given, (one) => one.y);
        const whole = fit(deep, frameOf(columns), { values: y });
        const frame = frameOf([{ name: 'target', type: 'number', values: y }, ...columns]);
        const fitting = ends.filter((end) => end < given.length);
        expect(await fitStream(deep, sourceOf(frame, fitting), { target: 'target' })).toEqual(whole);
      }),
      { numRuns: 60 },
    );
  });

  it('of more rows than are summed at once, far from zero', async () => {
    const values = Float64Array.from({ length: 30_000 }, (_, at) => 1e9 + Math.sin(at * at) * 3);
    const frame = frameOf([{ name: 'x', type: 'number', values }]);
    const whole = fit({ kind: 'StandardScaler' }, frame);
    for (const step of [1, 777, 2048, 9999]) {
      const ends = Array.from({ length: Math.floor(30_000 / step) }, (_, at) => (at + 1) * step);
      expect(await fitStream({ kind: 'StandardScaler' }, sourceOf(frame, ends))).toEqual(whole);
    }
  });
});

describe('a fit on batches', () => {
  const frame = frameOf([
    { name: 'x', type: 'number', values: Float64Array.of(1, 2, Infinity, 4) },
    { name: 'y', type: 'text', values: ['1', '0', null, 'b'] },
  ]);

  it('says how far it is, reading once a step', async () => {
    const done: StreamProgress[] = [];
    const steps = ['StandardScaler', 'MinMaxScaler'].map((kind) => ({ name: kind, transformer: { kind } }));
    const finite = rowsOf(frame, 0, 2);
    const numbers = { rows: 2, columns: finite.columns.slice(0, 1) };
    await fitStream({ kind: 'Pipeline', steps }, sourceOf(numbers, [1]), {
      progress: (one) => done.push(one),
    });
    expect(done).toEqual([
      { step: 'fit', pass: 1, rows: 1, share: 0.5 },
      { step: 'fit', pass: 1, rows: 2, share: 1 },
      { step: 'fit', pass: 2, rows: 1, share: 0.5 },
      { step: 'fit', pass: 2, rows: 2, share: 1 },
    ]);
  });

  it('ends when it is told to', async () => {
    const signal = AbortSignal.abort();
    await expect(fitStream({ kind: 'OneHotEncoder' }, sourceOf(frame, []), { signal })).rejects.toMatchObject(
      { name: 'AbortError' },
    );
  });

  it.each([
    [
      'an infinity',
      { kind: 'MaxAbsScaler' },
      { target: 'y' },
      /^people\.csv, row 3, column "y": the target is missing/,
    ],
    ['text to scale', { kind: 'MinMaxScaler' }, {}, /^column "y": MinMaxScaler takes number, this is text$/],
    [
      'no such target',
      { kind: 'OneHotEncoder' },
      { target: 'z' },
      /^people\.csv, column "z": the target is missing \(there are: x, y\)$/,
    ],
  ] as const)('%s is told in one line', async (_, spec, options, message) => {
    await expect(fitStream(spec, sourceOf(frame, [1, 2]), options)).rejects.toThrow(message);
  });

  it('names the row of the file where a value cannot be learned from', async () => {
    const numbers = { rows: 4, columns: frame.columns.slice(0, 1) };
    await expect(fitStream({ kind: 'MaxAbsScaler' }, sourceOf(numbers, [2]))).rejects.toThrow(
      /^people\.csv, row 3, column "x": Infinity has no place on a scale \(make it missing, or clip it before\)$/,
    );
    await expect(
      fitStream({ kind: 'MaxAbsScaler' }, sourceOf(rowsOf(frame, 0, 2), [1]), {
        target: 'y',
        targetType: 'number',
      }),
    ).resolves.toMatchObject({ columns: [{ name: 'x' }] });
    await expect(fitStream({ kind: 'MaxAbsScaler' }, sourceOf(rowsOf(numbers, 0, 0), []))).rejects.toThrow(
      'MaxAbsScaler cannot learn from no rows',
    );
  });
});
