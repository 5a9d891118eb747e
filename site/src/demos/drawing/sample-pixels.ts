import type { Pixels } from './drawing.ts';

const signatureBytes = 8;

/**
 * The exact pixels of a PNG that `greyPng` made: eight-bit greyscale without scanline filters. A canvas would do,
 * but browsers that resist fingerprinting add noise to what is read from one.
 *
 * @param url `data:image/png;base64,…`
 */
export async function samplePixels(
  url: string,
  { width, height }: { width: number; height: number },
): Promise<Pixels> {
  const png = Uint8Array.from(atob(url.slice(url.indexOf(',') + 1)), (character) => character.charCodeAt(0));
  const view = new DataView(png.buffer);
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for (let at = signatureBytes; at + 8 <= png.length;) {
    const length = view.getUint32(at);
    if (String.fromCharCode(...png.subarray(at + 4, at + 8)) === 'IDAT')
      parts.push(png.subarray(at + 8, at + 8 + length));
    // Length, type and checksum take four bytes each.
    at += 12 + length;
  }
  const stream = new Blob(parts).stream().pipeThrough(new DecompressionStream('deflate'));
  const lines = new Uint8Array(await new Response(stream).arrayBuffer());
  const pixels = new Uint8Array(width * height);
  for (let row = 0; row < height; row++) {
    const start = row * (width + 1);
    if (lines[start] !== 0) throw new Error(`sample image: row ${row} is filtered`);
    pixels.set(lines.subarray(start + 1, start + 1 + width), row * width);
  }
  return pixels;
}
