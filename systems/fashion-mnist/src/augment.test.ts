import { describe, expect, it } from 'vitest';
import { augmentImages, describeAugmentation, noAugmentation, type Augmentation } from './augment.ts';
import { seededRandom } from '@modelfolio/statistics/seeded-random';

const side = 6;
const images = Uint8Array.from({ length: 3 * side * side }, (_, index) => 1 + (index % 255));

function augmented(augmentation: Augmentation, random: () => number, rows = Int32Array.of(1)): Float32Array {
  const out = new Float32Array(rows.length * side * side).fill(Number.NaN);
  augmentImages(images, rows, side, augmentation, random, out);
  return out;
}
const pixel = (row: number, y: number, x: number): number =>
  Math.fround((images[(row * side + y) * side + x] as number) / 255);

describe('augmentImages', () => {
  it('without variation gives the rows as shares of 255, in order', () => {
    const out = augmented(noAugmentation, seededRandom(1), Int32Array.of(2, 0));
    expect(out[0]).toBe(pixel(2, 0, 0));
    expect(out.at(-1)).toBe(pixel(0, side - 1, side - 1));
  });

  it('mirrors left and right', () => {
    const out = augmented({ ...noAugmentation, flip: 1 }, seededRandom(1));
    expect(out[0]).toBe(pixel(1, 0, side - 1));
    expect(out[side - 1]).toBe(pixel(1, 0, 0));
  });

  it('shifts by up to the given distance and fills with black', () => {
    const out = augmented({ ...noAugmentation, shift: 2 }, () => 0);
    // The least random number is the largest shift up and left.
    expect(out[0]).toBe(pixel(1, 2, 2));
    expect([...out.subarray(-2 * side)]).toEqual(Array.from({ length: 2 * side }, () => 0));
    expect(out[side - 1]).toBe(0);
    const other = augmented({ ...noAugmentation, shift: 2 }, () => 0.999);
    expect(other[2 * side + 2]).toBe(pixel(1, 0, 0));
    expect(other[0]).toBe(0);
  });

  it('blanks one rectangle of 2 pixels to the given size', () => {
    const random = seededRandom(5);
    for (let round = 0; round < 50; round += 1) {
      const blanks = augmented({ ...noAugmentation, erase: 1, eraseSize: 4 }, random).filter(
        (v) => v === 0,
      ).length;
      expect(blanks).toBeGreaterThanOrEqual(4);
      expect(blanks).toBeLessThanOrEqual(16);
    }
  });

  it('repeats itself under the same seed', () => {
    const all = { flip: 0.5, shift: 2, erase: 0.5, eraseSize: 4 };
    expect(augmented(all, seededRandom(3, 9))).toEqual(augmented(all, seededRandom(3, 9)));
    expect(describeAugmentation(all)).toBe('flip 0.5, shift ±2, erase 0.5 up to 4×4');
    expect(describeAugmentation(noAugmentation)).toBe('none');
  });
});
