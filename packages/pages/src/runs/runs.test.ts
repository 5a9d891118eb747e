import type { RunRecord } from '@modelfolio/schemas';
import { bareRun } from '@modelfolio/schemas/bare-run';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runIndexOf } from './run-index.ts';
import { RunTable } from './run-table.ts';
import { scaleOf } from './scale.ts';
import { firstView, fromQuery, toQuery, type ViewState } from './view-state.ts';

const record = (id: string, words: Partial<RunRecord> = {}): RunRecord =>
  bareRun({
    id,
    experiment: 'e',
    name: `run ${id}`,
    startTime: '2026-11-01T10:00:00.000Z',
    endTime: '2026-11-01T10:01:00.000Z',
    origin: { tracker: 'run-record', location: null, externalId: null },
    ...words,
  });
const metric = (value: number | 'NaN' | 'Infinity') => ({ value, step: null, timestamp: null });
const tableOf = (...records: RunRecord[]): RunTable =>
  new RunTable(
    // As the page gets it.
    JSON.parse(
      JSON.stringify(runIndexOf(records.map((each) => ({ record: each, file: each.id, model: null })))),
    ),
  );

test('nothing is lost on the way into the table, whatever the names are', () => {
  const name = fc
    .oneof(fc.constantFrom('constructor', 'a', 'b', 'x.y', '0'), fc.string({ minLength: 1 }))
    .filter((n) => n !== '__proto__');
  const run = fc.record({
    params: fc.dictionary(name, fc.oneof(fc.string(), fc.integer()), { maxKeys: 4 }),
    metrics: fc.dictionary(
      name,
      fc.oneof(fc.integer({ min: -1e6, max: 1e6 }), fc.constantFrom('NaN' as const, 'Infinity' as const)),
      { maxKeys: 4 },
    ),
  });
  fc.assert(
    fc.property(fc.array(run, { maxLength: 8 }), (runs) => {
      const records = runs.map(({ params, metrics }, at) =>
        record(String(at), {
          params,
          metrics: Object.fromEntries(Object.entries(metrics).map(([key, value]) => [key, metric(value)])),
        }),
      );
      const table = tableOf(...records);
      expect(table.size).toBe(runs.length);
      for (const [row, { params, metrics }] of runs.entries()) {
        for (const [key, value] of Object.entries(params))
          expect(String(table.column(`params.${key}`)?.cell(row))).toBe(
            table.column(`params.${key}`)?.numeric ? String(Number(value)) : String(value),
          );
        for (const [key, value] of Object.entries(metrics))
          expect(table.column(`metrics.${key}`)?.cell(row)).toBe(Number(value));
      }
    }),
  );
});

describe('rows', () => {
  const table = tableOf(
    record('a', { params: { depth: '10', kind: 'tree' }, metrics: { accuracy: metric(0.9) } }),
    record('b', { params: { depth: '9', kind: 'net' }, metrics: { accuracy: metric('NaN') } }),
    record('c', { params: { kind: 'tree' }, metrics: { accuracy: metric(0.95) }, tags: { team: 'vision' } }),
    record('d', { params: { depth: '100' }, metrics: { accuracy: metric('Infinity') } }),
  );
  const ids = (rows: number[]): string => rows.map((row) => table.index.ids[row]).join('');

  test('numbers are sorted as numbers; NaN and what is missing come last both ways', () => {
    expect(ids(table.sort(table.rows(), 'params.depth', false))).toBe('badc');
    expect(ids(table.sort(table.rows(), 'params.depth', true))).toBe('dabc');
    expect(ids(table.sort(table.rows(), 'metrics.accuracy', true))).toBe('dcab');
    expect(ids(table.sort(table.rows(), 'params.nothing', true))).toBe('abcd');
  });

  test('words are looked for everywhere, filters are MLflow’s', () => {
    expect(ids(table.search('TREE'))).toBe('ac');
    expect(ids(table.search('tree vision'))).toBe('c');
    expect(ids(table.search("metrics.accuracy > 0.92 AND params.kind = 'tree'"))).toBe('c');
    expect(ids(table.search('params.depth IS NULL'))).toBe('c');
    expect(() => table.search('metrics.accuracy >')).toThrow('column 19');
  });

  test('an axis goes from least to greatest, words by name; what has no place is left out', () => {
    const depth = table.column('params.depth');
    const kind = table.column('params.kind');
    if (!depth || !kind) throw new Error('no columns');
    const scale = scaleOf(depth, table.rows());
    expect([9, 100, null, Number.NaN].map((value) => scale.at(value))).toEqual([0, 1, null, null]);
    const words = scaleOf(kind, table.rows());
    expect(['net', 'tree', 'other'].map((value) => words.at(value))).toEqual([0, 1, null]);
  });

  test('a logarithmic axis spaces equal factors alike, with powers of ten between its ends', () => {
    const rate = {
      key: 'params.rate',
      label: 'rate',
      numeric: true,
      cell: (row: number) => [0.0005, 5, 0.05, 0, -1][row] ?? null,
    };
    const scale = scaleOf(rate, [0, 1, 2, 3, 4], true);
    expect(scale.at(0.05)).toBeCloseTo(0.5, 12);
    expect([0.0005, 5, 0, -1, null].map((value) => scale.at(value))).toEqual([0, 1, null, null, null]);
    expect(scale.ticks.map(({ value }) => value)).toEqual([0.0005, 0.01, 0.1, 1, 5]);
    expect(scaleOf(rate, [3], true).ticks).toEqual([]);
  });
});

test('a view survives its address', () => {
  const key = fc.string({ minLength: 1, maxLength: 12 });
  const state: fc.Arbitrary<ViewState> = fc.record({
    search: fc.string(),
    sort: key.filter((text) => !text.startsWith('-')),
    descending: fc.boolean(),
    columns: fc.option(fc.array(key, { maxLength: 5 })),
    view: fc.constantFrom('table' as const, 'parallel' as const, 'scatter' as const),
    axes: fc.array(key, { maxLength: 5 }),
    // A range that is the whole axis is none, and left out.
    ranges: fc.dictionary(
      key.filter((text) => text !== '__proto__'),
      fc
        .tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 99 }))
        .map((ends) => ends.toSorted((a, b) => a - b).map((end) => end / 100) as [number, number])
        .filter(([, high]) => high < 1),
      { maxKeys: 4, noNullPrototype: true },
    ),
    selected: fc.array(key, { maxLength: 5 }),
  });
  fc.assert(
    fc.property(state, (view) => {
      expect(fromQuery(toQuery(view))).toEqual(view);
    }),
  );
  expect(toQuery(firstView)).toBe('');
  expect(fromQuery('?view=nonsense&sort=&run=%00')).toMatchObject({ view: 'table' });
  expect(fromQuery('?range=80-20:a&range=0-200:b&range=c&range=10-20:d:e').ranges).toEqual({
    'd:e': [0.1, 0.2],
  });
});

test('names of columns are in order, and what trackers note for themselves is left out', () => {
  const index = runIndexOf(
    [
      record('a', {
        metrics: { z: metric(1) },
        params: { y: 1 },
        tags: { 'mlflow.source.name': 'x', 'mlflow.user': 'ada' },
      }),
      record('b', {
        metrics: { c: metric(1 / 3) },
        params: { x: 2 },
        tags: { 'mlflow.note.content': 'n', team: 't' },
      }),
    ].map((one) => ({ record: one, file: one.id, model: one.id === 'b' ? 'm' : null })),
  );
  expect(Object.keys(index.metrics)).toEqual(['c', 'z']);
  expect(Object.keys(index.params)).toEqual(['x', 'y']);
  expect(Object.keys(index.tags)).toEqual(['mlflow.note.content', 'mlflow.user', 'team']);
  expect(index.metrics).toEqual({ c: [null, 0.3333333], z: [1, null] });
  expect(index.params['x']).toEqual({ values: ['2'], codes: [-1, 0] });
  expect(index.params['y']).toEqual({ values: ['1'], codes: [0, -1] });
  expect(index.models).toEqual({ values: ['m'], codes: [-1, 0] });
  expect([index.starts[0], index.durations]).toEqual([Date.parse('2026-11-01T10:00:00.000Z'), [60, 60]]);
});

test('a filter sees names, times and states as it does in a store', () => {
  const table = tableOf(
    record('a', { name: 'first', status: 'failed' }),
    record('b', { name: 'second', startTime: null, endTime: null }),
  );
  const found = (filter: string) => table.search(filter).map((row) => table.index.ids[row]);
  expect(found("run_name = 'first'")).toEqual(['a']);
  expect(found("status = 'FAILED'")).toEqual(['a']);
  expect(found("run_id IN ('b')")).toEqual(['b']);
  expect(found('start_time > 0')).toEqual(['a']);
  expect(found(`end_time = ${Date.parse('2026-11-01T10:01:00.000Z')}`)).toEqual(['a']);
  expect(found('params.x IS  NULL')).toEqual(['a', 'b']);
  expect(found('first')).toEqual(['a']);
  expect(tableOf().column('attributes.experiment')?.numeric).toBe(false);
});

test('words and numbers of a column are sorted as words', () => {
  const table = tableOf(...['10', '9', 'b', 'a'].map((kind, at) => record(String(at), { params: { kind } })));
  expect(
    table.sort(table.rows(), 'params.kind', false).map((row) => table.column('params.kind')?.cell(row)),
  ).toEqual(['9', '10', 'a', 'b']);
  expect(scaleOf(table.column('params.kind') as never, table.rows()).ticks.map(({ value }) => value)).toEqual(
    ['9', '10', 'a', 'b'],
  );
});
