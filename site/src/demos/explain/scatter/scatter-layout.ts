import type { Condition } from '../analysis/analysis-state.ts';
import { missingValue } from '../slices/slice-columns.ts';
import type { ScatterAxis } from './scatter-axes.ts';

/** Where each row lies, from 0 to 1 across and up; NaN for a row that has no place. */
export type ScatterLayout = {
  x: Float32Array;
  y: Float32Array;
  /** Least and greatest number of each axis; places of categories do not need them. */
  ends: { x: readonly [number, number]; y: readonly [number, number] };
  /** Rows that have a place. */
  placed: number;
};

/** A part of the plane, in the units of {@link ScatterLayout}, both ends included. */
export type Rectangle = { x: readonly [number, number]; y: readonly [number, number] };

/** Lays rows out by two axes. Rows of a category are spread over its band by a fixed jitter, or they would hide each other. */
export function scatterLayout(across: ScatterAxis, up: ScatterAxis, rows: number): ScatterLayout {
  const [x, xEnds] = placesAlong(across, rows, 1);
  const [y, yEnds] = placesAlong(up, rows, 2);
  let placed = 0;
  for (let row = 0; row < rows; row++) if (!Number.isNaN(x[row]) && !Number.isNaN(y[row])) placed++;
  return { x, y, ends: { x: xEnds, y: yEnds }, placed };
}

function placesAlong(axis: ScatterAxis, rows: number, salt: number): [Float32Array, [number, number]] {
  const codes = Float64Array.from({ length: rows }, (_, row) => axis.at(row));
  if (axis.kind === 'category') {
    const bands = axis.categories.length;
    return [
      Float32Array.from(codes, (code, row) => (code + 0.5 + 0.7 * (jitter(row, salt) - 0.5)) / bands),
      [0, bands - 1],
    ];
  }
  let low = Infinity;
  let high = -Infinity;
  for (const code of codes) {
    if (code < low) low = code;
    if (code > high) high = code;
  }
  const span = high - low;
  return [
    Float32Array.from(codes, (code) => (Number.isNaN(code) ? code : span === 0 ? 0.5 : (code - low) / span)),
    [low, high],
  ];
}

/** A number from 0 to below 1 that belongs to a row: the same at every look. The mixing is MurmurHash3's finaliser. */
export function jitter(row: number, salt: number): number {
  let mixed = Math.imul(row + 1, 0x9e3779b1) ^ Math.imul(salt, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32;
}

/** The rows in a rectangle: 1 inside, 0 outside. */
export function rowsWithin({ x, y }: Pick<ScatterLayout, 'x' | 'y'>, within: Rectangle): Uint8Array {
  return Uint8Array.from(x, (across, row) => {
    const up = y[row] ?? Number.NaN;
    return Number(across >= within.x[0] && across <= within.x[1] && up >= within.y[0] && up <= within.y[1]);
  });
}

/**
 * The condition that rows meet along an axis: the least and the greatest number among them, or the categories that occur.
 *
 * @returns `null` for an axis that is no column, and for no rows
 */
export function conditionOf(axis: ScatterAxis, rows: Uint8Array): Condition | null {
  if (axis.column === null) return null;
  const codes = new Set<number>();
  rows.forEach((inside, row) => inside === 1 && codes.add(axis.at(row)));
  if (codes.size === 0) return null;
  if (axis.kind === 'category')
    return {
      column: axis.column,
      values: [...codes]
        .sort((one, other) => one - other)
        .map((code) => axis.categories[code] ?? missingValue),
    };
  let [least, most] = [Infinity, -Infinity];
  for (const code of codes) [least, most] = [Math.min(least, code), Math.max(most, code)];
  return { column: axis.column, least, most };
}

/** Size of the drawing in pixels: what is near depends on it. */
export type Extent = { width: number; height: number };

/** The row nearest to a point of the plane, `null` where none is within reach. */
export function nearestRow(
  { x, y }: Pick<ScatterLayout, 'x' | 'y'>,
  point: readonly [number, number],
  { width, height }: Extent,
  reach: number,
): number | null {
  let best: number | null = null;
  let least = reach ** 2;
  for (let row = 0; row < x.length; row++) {
    const distance = (((x[row] ?? 0) - point[0]) * width) ** 2 + (((y[row] ?? 0) - point[1]) * height) ** 2;
    if (distance <= least && (best === null || distance < least)) {
      least = distance;
      best = row;
    }
  }
  return best;
}

export type Direction = 'left' | 'right' | 'up' | 'down';

/**
 * The next row in a direction: within 45° of it, nearest where what lies aside counts double.
 *
 * @returns `null` where none lies that way
 */
export function nextRow(
  { x, y }: Pick<ScatterLayout, 'x' | 'y'>,
  from: number,
  direction: Direction,
  { width, height }: Extent,
): number | null {
  const [startX, startY] = [x[from] ?? 0.5, y[from] ?? 0.5];
  const sideways = direction === 'left' || direction === 'right';
  const sign = direction === 'right' || direction === 'up' ? 1 : -1;
  let best: number | null = null;
  let least = Infinity;
  for (let row = 0; row < x.length; row++) {
    const across = ((x[row] ?? Number.NaN) - startX) * width;
    const up = ((y[row] ?? Number.NaN) - startY) * height;
    const along = sign * (sideways ? across : up);
    const aside = Math.abs(sideways ? up : across);
    // Less than half a pixel is no step that anyone could see.
    if (!(along >= 0.5) || aside > along) continue;
    const cost = along ** 2 + (2 * aside) ** 2;
    if (cost < least) {
      least = cost;
      best = row;
    }
  }
  return best;
}
