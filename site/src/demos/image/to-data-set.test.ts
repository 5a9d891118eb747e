import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { borderShade, fitCentred, toDataSet, toGrey, type Rgba } from './to-data-set.ts';

const grid = { width: 28, height: 28 };

/** A picture with a rectangle on a plain background. */
function picture(
  width: number,
  height: number,
  background: number,
  object: number,
  box: [number, number, number, number],
): Rgba {
  const data = new Uint8ClampedArray(width * height * 4);
  const [left, top, right, bottom] = box;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const inside = x >= left && x < right && y >= top && y < bottom;
      data.set([...Array<number>(3).fill(inside ? object : background), 255], 4 * (y * width + x));
    }
  return { width, height, data };
}

test('a dark coat on white becomes light on black, centred, its proportions kept', () => {
  const { steps, pixels } = toDataSet(picture(100, 100, 250, 10, [10, 20, 30, 60]), grid);
  expect(steps.map(({ title }) => title)).toEqual([
    'Greyscale',
    'Inverted',
    'Background removed',
    'Cropped',
    'Scaled and centred',
  ]);
  expect(steps[3]?.words).toContain('20×40');
  // 20×40 fits as 14×28, so 7 black columns at each side.
  const row = [...pixels.subarray(28 * 14, 28 * 15)];
  expect(row.slice(0, 7)).toEqual(Array(7).fill(0));
  expect(row.slice(7, 21)).toEqual(Array(14).fill(row[7]));
  expect(row[7]).toBeGreaterThan(230);
  expect(row.slice(21)).toEqual(Array(7).fill(0));
});

test('polarity does not matter: a light object on dark gives the same input', () => {
  const box: [number, number, number, number] = [5, 5, 25, 35];
  const dark = toDataSet(picture(40, 40, 0, 255, box), grid);
  const light = toDataSet(picture(40, 40, 255, 0, box), grid);
  expect(dark.steps[1]?.title).toBe('Not inverted');
  expect(dark.pixels).toEqual(light.pixels);
});

test('transparent parts count as white paper', () => {
  const image = { width: 1, height: 2, data: Uint8ClampedArray.from([0, 0, 0, 0, 255, 0, 0, 255]) };
  expect([...toGrey(image).pixels]).toEqual([255, 76]);
});

test('the border is judged by its median, so that an object touching it does not turn the picture', () => {
  const { pixels } = toGrey(picture(20, 20, 240, 0, [0, 5, 20, 9]));
  expect(borderShade({ width: 20, height: 20, pixels })).toBe(240);
});

test('a flat picture is refused', () => {
  expect(() => toDataSet(picture(10, 10, 128, 128, [0, 0, 0, 0]), grid)).toThrow(
    expect.objectContaining({ code: 'blank' }),
  );
});

test('scaling keeps the mean and the size, whatever the picture', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 0, max: 255 }),
      (width, height, shade) => {
        const fitted = fitCentred(
          { width, height, pixels: new Uint8Array(width * height).fill(shade) },
          grid,
        );
        expect(fitted.pixels).toHaveLength(784);
        const scale = Math.min(28 / width, 28 / height);
        const area = Math.max(1, Math.round(width * scale)) * Math.max(1, Math.round(height * scale));
        expect(fitted.pixels.filter((value) => value === shade)).toHaveLength(shade === 0 ? 784 : area);
      },
    ),
  );
});
