import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ScatterAxis } from './scatter-axes.ts';
import { conditionOf, jitter, nearestRow, nextRow, rowsWithin, scatterLayout } from './scatter-layout.ts';
import { firstRows, sliceOf } from '../slices/slice-matching.ts';

const axis = (id: string, values: readonly number[], categories: readonly string[] = []): ScatterAxis => ({
  id,
  title: id,
  kind: categories.length > 0 ? 'category' : 'number',
  categories,
  column: id,
  at: (row) => values[row] ?? NaN,
  text: String,
});
const square = { width: 100, height: 100 };

describe('scatterLayout', () => {
  it('lays numbers from least to greatest, and leaves out what has no place', () => {
    const layout = scatterLayout(axis('x', [10, 20, NaN, 15]), axis('y', [0, 4, 2, NaN]), 4);
    expect([...layout.x]).toEqual([0, 1, NaN, 0.5]);
    expect([...layout.y]).toEqual([0, 1, 0.5, NaN]);
    expect(layout).toMatchObject({ placed: 2, ends: { x: [10, 20], y: [0, 4] } });
  });

  it('lays equal numbers in the middle', () => {
    expect([...scatterLayout(axis('x', [3, 3]), axis('y', [1, 2]), 2).x]).toEqual([0.5, 0.5]);
  });

  it('keeps a category in its band, the same at every look', () => {
    const codes = Array.from({ length: 300 }, (_, row) => row % 3);
    const across = axis('x', codes, ['a', 'b', 'c']);
    const { x } = scatterLayout(across, across, 300);
    x.forEach((place, row) => expect(Math.floor(place * 3)).toBe(codes[row]));
    expect(new Set(x).size).toBeGreaterThan(250);
    expect([...scatterLayout(across, across, 300).x]).toEqual([...x]);
  });
});

describe('jitter', () => {
  it('is spread evenly, and another for another axis', () => {
    const values = Array.from({ length: 4000 }, (_, row) => jitter(row, 1));
    const inFirstQuarter = values.filter((value) => value < 0.25).length;
    expect(Math.abs(inFirstQuarter - 1000)).toBeLessThan(120);
    expect(values.every((value) => value >= 0 && value < 1)).toBe(true);
    expect(jitter(7, 1)).not.toBe(jitter(7, 2));
  });
});

const points = fc.array(
  fc.tuple(fc.double({ noNaN: true, min: -50, max: 50 }), fc.integer({ min: 0, max: 20 })),
  {
    minLength: 1,
    maxLength: 60,
  },
);

/** Points with both their axes. */
function drawn(values: readonly (readonly [number, number])[]) {
  const across = axis(
    'x',
    values.map(([x]) => x),
  );
  const up = axis(
    'y',
    values.map(([, y]) => y),
  );
  return { across, up, layout: scatterLayout(across, up, values.length) };
}

describe('a selection', () => {
  it('holds its rows, and only those', () => {
    const layout = { x: Float32Array.from([0, 0.5, 1, NaN]), y: Float32Array.from([0, 0.5, 1, 0.5]) };
    expect([...rowsWithin(layout, { x: [0.5, 1], y: [0, 0.5] })]).toEqual([0, 1, 0, 0]);
  });

  it('as a slice holds the very same rows, where both axes are numbers', () => {
    fc.assert(
      fc.property(points, fc.nat(), fc.nat(), (values, one, other) => {
        const { across, up, layout } = drawn(values);
        // From one row to another, so that it is never empty.
        const corners = [one % values.length, other % values.length];
        const span = (places: Float32Array): [number, number] => {
          const own = corners.map((row) => places[row] ?? 0);
          return [Math.min(...own), Math.max(...own)];
        };
        const selected = rowsWithin(layout, { x: span(layout.x), y: span(layout.y) });
        const conditions = [conditionOf(across, selected), conditionOf(up, selected)].filter(
          (found) => found !== null,
        );
        const columns = [across, up].map((own) => ({ ...own, name: own.id }));
        expect(conditions).toHaveLength(2);
        expect(corners.every((row) => selected[row] === 1)).toBe(true);
        expect(firstRows(sliceOf(columns, conditions, values.length).rows, 99)).toEqual(
          firstRows(selected, 99),
        );
      }),
    );
  });

  it('of no rows bounds nothing', () => {
    expect(conditionOf(axis('x', [1, 2]), new Uint8Array(2))).toBeNull();
  });

  it('names the categories that occur, missing ones too', () => {
    const column = axis('c', [2, 0, NaN, 1], ['a', 'b', 'c']);
    expect(conditionOf(column, Uint8Array.from([1, 1, 1, 0]))).toEqual({
      column: 'c',
      values: ['a', 'c', ''],
    });
  });

  it('bounds nothing that is no column', () => {
    expect(conditionOf({ ...axis('score', [1]), column: null }, Uint8Array.from([1]))).toBeNull();
  });
});

describe('nearestRow', () => {
  const layout = { x: Float32Array.from([0, 0.5, NaN]), y: Float32Array.from([0, 0.5, 0.5]) };
  it('finds the nearest within reach', () => {
    expect(nearestRow(layout, [0.45, 0.5], square, 10)).toBe(1);
    expect(nearestRow(layout, [0.3, 0.5], square, 10)).toBeNull();
  });
  it('measures in pixels', () => {
    expect(nearestRow(layout, [0.3, 0.5], { width: 10, height: 100 }, 10)).toBe(1);
  });
});

describe('nextRow', () => {
  it('goes to the nearest that way, not to one far aside', () => {
    const layout = {
      x: Float32Array.from([0.5, 0.55, 0.7, 0.4, 0.5, NaN, 0.9, 0.65]),
      y: Float32Array.from([0.5, 0.7, 0.52, 0.5, 0.2, 0.5, 0.5, 0.6]),
    };
    expect(nextRow(layout, 0, 'right', square)).toBe(2);
    expect(nextRow(layout, 0, 'left', square)).toBe(3);
    expect(nextRow(layout, 0, 'up', square)).toBe(1);
    expect(nextRow(layout, 0, 'down', square)).toBe(4);
    expect(nextRow(layout, 6, 'right', square)).toBeNull();
  });

  it('finds nobody who lies more aside than that way', () => {
    const layout = { x: Float32Array.from([0.5, 0.55]), y: Float32Array.from([0.5, 0.9]) };
    expect(nextRow(layout, 0, 'right', square)).toBeNull();
    expect(nextRow(layout, 0, 'up', square)).toBe(1);
  });

  it('always steps forward', () => {
    fc.assert(
      fc.property(points, fc.nat(), (values, from) => {
        const { layout } = drawn(values);
        const start = from % values.length;
        const next = nextRow(layout, start, 'right', square);
        expect(next === null || (layout.x[next] ?? 0) > (layout.x[start] ?? 1)).toBe(true);
      }),
    );
  });
});
