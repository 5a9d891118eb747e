import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frameOf, type Column, type Frame } from '../frame/frame.ts';
import { diff } from './diff-frames.ts';
import { stability } from './diff-stability.ts';
import { summarise } from './diff-summary.ts';
import { numbers, words } from '../../test/frames.ts';

const frame = (...columns: Column[]): Frame => frameOf(columns);

describe('a summary', () => {
  it('counts what is there', () => {
    expect(summarise(numbers('x', 1, Number.NaN, 3, 3))).toMatchObject({
      count: 3,
      missing: 1,
      distinct: 2,
      min: 1,
      max: 3,
    });
    expect(summarise(numbers('x', 2, 4))).toMatchObject({ mean: 3, std: Math.SQRT2 });
    expect(summarise(numbers('x', 2))).toMatchObject({ mean: 2, std: null });
    expect(summarise(numbers('x', Number.NaN))).toMatchObject({ count: 0, mean: null, min: null, max: null });
    expect(summarise(words('w', 'b', 'a', null, 'b'))).toEqual({
      type: 'text',
      count: 3,
      missing: 1,
      distinct: 2,
      top: [
        { value: 'b', count: 2, share: 2 / 3 },
        { value: 'a', count: 1, share: 1 / 3 },
      ],
    });
  });
});

describe('the population stability index', () => {
  it('is nothing where nothing moved, and never less', () => {
    const values = fc.array(fc.oneof(fc.double(), fc.constant(Number.NaN)), { minLength: 1 });
    fc.assert(
      fc.property(values, values, (a, b) => {
        expect(stability(numbers('x', ...a), numbers('x', ...a.toReversed()))?.value).toBe(0);
        const { value, bins } = stability(numbers('x', ...a), numbers('x', ...b)) ?? { value: -1, bins: [] };
        expect(value).toBeGreaterThanOrEqual(0);
        for (const side of ['before', 'after'] as const)
          expect(bins.reduce((sum, bin) => sum + bin[side], 0)).toBeCloseTo(1, 9);
      }),
    );
  });

  it('states its bins', () => {
    const found = stability(words('w', 'a', 'a', 'b', null), words('w', 'a', 'c', 'b', 'b'));
    expect(found).toMatchObject({
      kind: 'values',
      bins: [
        { label: 'a', before: 0.5, after: 0.25 },
        { label: 'b', before: 0.25, after: 0.5 },
        { label: 'other', before: 0, after: 0.25 },
        { label: 'missing', before: 0.25, after: 0 },
      ],
    });
    const wanted = 2 * 0.25 * Math.log(2) + 2 * (0.25 - 1e-4) * Math.log(0.25 / 1e-4);
    expect(found?.value).toBeCloseTo(wanted, 12);
    const many = numbers('x', ...Array.from({ length: 101 }, (_, at) => at));
    expect(stability(many, many)?.bins.map(({ label }) => label)).toContain('(10, 20]');
    expect(stability(many, many)?.bins[0]?.before).toBe(11 / 101);
    expect(stability(many, words('x', 'a'))).toBeNull();
    expect(stability(numbers('x'), many)).toBeNull();
    expect(stability(numbers('x', 0, 1), numbers('x', -0, 2))?.bins).toEqual([
      { label: '0', before: 0.5, after: 0.5 },
      { label: '1', before: 0.5, after: 0 },
      { label: 'other', before: 0, after: 0.5 },
    ]);
  });
});

describe('a difference', () => {
  it('of columns', () => {
    const found = diff(
      frame(numbers('a', 1), words('b', 'x'), words('c', 'y')),
      frame(words('c', 'y'), numbers('b', 2), numbers('d', 3), numbers('a', 1)),
    );
    expect(found.schema).toEqual({
      added: [{ name: 'd', type: 'number' }],
      removed: [],
      retyped: [{ name: 'b', before: 'text', after: 'number' }],
      reordered: true,
    });
    expect(found.columns.map(({ name }) => name)).toEqual(['a', 'b', 'c', 'd']);
    expect(found.columns[3]).toMatchObject({ before: null, after: { mean: 3 }, stability: null });
    expect(found.changes).toMatchObject({ compared: ['a', 'c'], added: 0, removed: 0, changed: null });
  });

  it('of rows by key', () => {
    const a = frame(numbers('id', 1, 2, 3), words('k', 'x', 'x', null), numbers('v', 1, Number.NaN, 3));
    const b = frame(words('k', null, 'x', 'x'), numbers('id', 3, 2, 4), numbers('v', 5, Number.NaN, 3));
    expect(diff(a, b, { key: ['id', 'k'] }).changes).toEqual({
      key: ['id', 'k'],
      compared: ['v'],
      added: 1,
      removed: 1,
      changed: 1,
      changedCells: { v: 1 },
      sample: {
        added: [[4, 'x']],
        removed: [[1, 'x']],
        changed: [{ key: [3, null], cells: [{ column: 'v', before: 3, after: 5 }] }],
      },
    });
    expect(() => diff(a, b, { key: ['k'] })).toThrow(/row 2: the key \["x"\] stands in row 1 too/);
    expect(() => diff(a, b, { key: ['none'] })).toThrow(/column is missing/);
    expect(() => diff(a, frame(words('id', '1')), { key: ['id'] })).toThrow(/another type/);
  });

  it('shows twenty of each', () => {
    const many = (from: number): Frame =>
      frame(
        numbers('id', ...Array.from({ length: 50 }, (_, at) => from + at)),
        numbers('v', ...Array(50).fill(from)),
      );
    const { changes } = diff(many(0), many(25), { key: ['id'] });
    expect([changes.added, changes.removed, changes.changed]).toEqual([25, 25, 25]);
    expect(Object.values(changes.sample).map((rows) => rows.length)).toEqual([20, 20, 20]);
    expect(diff(many(0), many(25)).changes).toMatchObject({ added: 50, removed: 50, changed: null });
  });

  it('of whole rows counts how often each stands', () => {
    const row = fc.tuple(
      fc.constantFrom(0, -0, 1, Infinity, -Infinity, Number.NaN),
      fc.constantFrom('a', 'b', null),
    );
    const make = (rows: [number, string | null][]): Frame =>
      frame(numbers('x', ...rows.map(([x]) => x)), words('w', ...rows.map(([, w]) => w)));
    fc.assert(
      fc.property(fc.array(row), fc.array(row), (a, b) => {
        const counts = new Map<string, number>();
        // Zero and minus zero are one number.
        for (const [rows, by] of [
          [a, -1],
          [b, 1],
        ] as const)
          for (const [x, w] of rows) counts.set(`${x + 0} ${w}`, (counts.get(`${x + 0} ${w}`) ?? 0) + by);
        const sums = [...counts.values()];
        const { added, removed } = diff(make(a), make(b)).changes;
        expect(added).toBe(sums.reduce((sum, one) => sum + Math.max(one, 0), 0));
        expect(removed).toBe(sums.reduce((sum, one) => sum + Math.max(-one, 0), 0));
      }),
    );
  });

  it('is found in a browser', () => {
    for (const name of ['frames', 'rows', 'stability', 'summary'])
      expect(readFileSync(new URL(`diff-${name}.ts`, import.meta.url), 'utf8')).not.toMatch(/from 'node:/);
  });
});
