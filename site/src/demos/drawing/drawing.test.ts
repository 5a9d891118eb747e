import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { fillArea, isBlank, paintCell, paintStroke } from './drawing.ts';

const size = { width: 7, height: 7 };
const blank = new Uint8Array(49);
const brush = { radius: 0.5, shade: 200, erase: false };

test('a dot lights its cell fully and leaves the far ones alone', () => {
  const dot = paintStroke(blank, size, { x: 3.5, y: 3.5 }, { x: 3.5, y: 3.5 }, brush);
  expect(dot[24]).toBe(200);
  expect(dot[0]).toBe(0);
  expect(isBlank(blank)).toBe(true);
});

test('a fast stroke has no holes', () => {
  const line = paintStroke(blank, size, { x: 0.5, y: 3.5 }, { x: 6.5, y: 3.5 }, brush);
  expect([...line.subarray(21, 28)]).toEqual(Array(7).fill(200));
});

test('painting never darkens, erasing never lightens, whatever the stroke', () => {
  const coordinate = fc.double({ min: -3, max: 10, noNaN: true });
  const point = fc.record({ x: coordinate, y: coordinate });
  const grid = fc.uint8Array({ minLength: 49, maxLength: 49 });
  fc.assert(
    fc.property(grid, point, point, fc.boolean(), (pixels, from, to, erase) => {
      const before = Uint8Array.from(pixels);
      const after = paintStroke(before, size, from, to, { ...brush, erase });
      const wrong = after.filter((value, at) => {
        const old = before[at] ?? 0;
        return erase ? value > old : value < old;
      });
      expect(wrong).toHaveLength(0);
    }),
  );
});

test('filling stays inside an outline and does not leak across the edge of a row', () => {
  let outline = blank;
  for (const at of [8, 9, 10, 15, 17, 22, 23, 24]) outline = paintCell(outline, at, 255);
  const filled = fillArea(outline, size, 16, 255);
  expect(filled[16]).toBe(255);
  expect(filled.filter((value) => value === 255)).toHaveLength(9);
  const wall = blank.map((_, at) => (at % 7 === 3 ? 255 : 0));
  expect(fillArea(wall, size, 0, 255).filter((_, at) => at % 7 > 3)).toEqual(new Uint8Array(21));
});

test('filling a lit cell changes nothing', () => {
  const lit = paintCell(blank, 5, 255);
  expect(fillArea(lit, size, 5, 255)).toBe(lit);
});
