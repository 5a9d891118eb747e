import type { Grey } from '../image/to-data-set.ts';

/** Shows a greyscale picture, one canvas pixel for each of its own. */
export function paintCanvas(canvas: HTMLCanvasElement, { width, height, pixels }: Grey): void {
  canvas.width = width;
  canvas.height = height;
  const image = new ImageData(width, height);
  pixels.forEach((value, at) => image.data.set([value, value, value, 255], 4 * at));
  canvas.getContext('2d')?.putImageData(image, 0, 0);
}
