import type { Random } from '@modelfolio/statistics/seeded-random';

/** How training images are varied; probabilities in [0, 1], sizes in pixels. */
export interface Augmentation {
  /** Probability of a mirror image. */
  flip: number;
  /** Largest shift along each axis; the space left behind is black. */
  shift: number;
  /** Probability of blanking a rectangle (DeVries and Taylor 2017, arXiv:1708.04552). */
  erase: number;
  /** Sides of the rectangle are drawn between 2 and this. */
  eraseSize: number;
}

/** No variation. */
export const noAugmentation: Augmentation = { flip: 0, shift: 0, erase: 0, eraseSize: 0 };

/**
 * Writes the images of `rows`, varied at random, as values from 0 to 1.
 *
 * @param images unsigned bytes `[N, side, side]`
 * @param out receives `rows.length × side × side` values; every one is written
 */
export function augmentImages(
  images: Uint8Array,
  rows: Int32Array,
  side: number,
  { flip, shift, erase, eraseSize }: Augmentation,
  random: Random,
  out: Float32Array,
): void {
  const size = side * side;
  out.fill(0, 0, rows.length * size);
  for (let index = 0; index < rows.length; index += 1) {
    const from = (rows[index] as number) * size;
    const to = index * size;
    const mirrored = random() < flip;
    const down = Math.floor(random() * (2 * shift + 1)) - shift;
    const right = Math.floor(random() * (2 * shift + 1)) - shift;
    for (let y = Math.max(0, down); y < Math.min(side, side + down); y += 1) {
      const source = from + (y - down) * side;
      for (let x = Math.max(0, right); x < Math.min(side, side + right); x += 1) {
        const column = mirrored ? side - 1 - (x - right) : x - right;
        out[to + y * side + x] = (images[source + column] as number) / 255;
      }
    }
    if (random() < erase) eraseRectangle(out, to, side, eraseSize, random);
  }
}

function eraseRectangle(out: Float32Array, at: number, side: number, largest: number, random: Random): void {
  const height = 2 + Math.floor(random() * (largest - 1));
  const width = 2 + Math.floor(random() * (largest - 1));
  const top = Math.floor(random() * (side - height + 1));
  const left = Math.floor(random() * (side - width + 1));
  for (let y = top; y < top + height; y += 1) out.fill(0, at + y * side + left, at + y * side + left + width);
}

/** In words, for a run's record. */
export function describeAugmentation({ flip, shift, erase, eraseSize }: Augmentation): string {
  const parts = [
    flip > 0 && `flip ${flip}`,
    shift > 0 && `shift ±${shift}`,
    erase > 0 && `erase ${erase} up to ${eraseSize}×${eraseSize}`,
  ].filter((part) => part !== false);
  return parts.join(', ') || 'none';
}
