import { crc32, deflateSync } from 'node:zlib';

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

/**
 * A greyscale PNG of 8 bits a pixel (ISO/IEC 15948).
 *
 * @param grey value of a pixel, 0 (black) to 255 (white); left out: all black
 */
export function greyPng(width: number, height: number, grey?: (x: number, y: number) => number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  // Each row starts with its filter type, 0: none.
  const rows = Buffer.alloc((width + 1) * height);
  if (grey)
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) rows[y * (width + 1) + 1 + x] = grey(x, y);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', new Uint8Array()),
  ]);
}

/** Dark trousers on white paper, 200 × 200: unlike the data set in polarity, size and margin. */
export const trousersPng = (): Buffer =>
  greyPng(200, 200, (x, y) => {
    const leg = (left: number) => x >= left && x < left + 26 && y >= 50 && y < 180;
    const waist = x >= 68 && x < 132 && y >= 30 && y < 62;
    return leg(68) || leg(106) || waist ? 40 : 255;
  });

/** A valid picture of 50 megapixels in about 50 kB. */
export const fiftyMegapixelPng = (): Buffer => greyPng(8000, 6250);

/** Draws nothing; tries to run a script in each way an SVG knows. */
export const svgWithScript = (): Buffer =>
  Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="28" height="28" onload="globalThis.scriptRan = true">
  <script>globalThis.scriptRan = true; fetch('/script-ran');</script>
  <rect width="28" height="28" fill="black"/></svg>`);
