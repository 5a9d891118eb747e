import { DemoError } from '@modelfolio/pages/demo-error';

export type ImageHeader = { format: 'PNG' | 'JPEG' | 'WebP' | 'GIF'; width: number; height: number };

/** Decoded, a picture takes four bytes a pixel: above this a phone runs out of memory. */
export const maxPixels = 32_000_000;

const ascii = (bytes: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...bytes.subarray(from, to));

/** Finds the frame header among a JPEG's segments (ITU T.81, annex B). */
function jpegSize(view: DataView): { width: number; height: number } | null {
  let at = 2;
  while (at + 9 < view.byteLength) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    // Padding and the markers that stand alone.
    if (marker === 0xff) at += 1;
    else if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) at += 2;
    else if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    else at += 2 + view.getUint16(at + 2);
  }
  return null;
}

/** WebP's three kinds of first chunk (RFC 9649). */
function webpSize(view: DataView, bytes: Uint8Array): { width: number; height: number } | null {
  if (bytes.length < 30) return null;
  const uint24 = (at: number) => view.getUint16(at, true) + (view.getUint8(at + 2) << 16);
  switch (ascii(bytes, 12, 16)) {
    case 'VP8X':
      return { width: uint24(24) + 1, height: uint24(27) + 1 };
    case 'VP8 ':
      return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
    case 'VP8L': {
      const bits = view.getUint32(21, true);
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    default:
      return null;
  }
}

function sniff(bytes: Uint8Array): ImageHeader | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length >= 24 && view.getUint32(0) === 0x89504e47 && view.getUint32(4) === 0x0d0a1a0a)
    return { format: 'PNG', width: view.getUint32(16), height: view.getUint32(20) };
  if (bytes.length >= 10 && /^GIF8[79]a$/.test(ascii(bytes, 0, 6)))
    return { format: 'GIF', width: view.getUint16(6, true), height: view.getUint16(8, true) };
  if (bytes.length >= 3 && view.getUint16(0) === 0xffd8) {
    const size = jpegSize(view);
    if (!size) throw new DemoError('broken', 'This JPEG is damaged: it does not say how large it is.');
    return { format: 'JPEG', ...size };
  }
  if (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 12) === 'WEBP') {
    const size = webpSize(view, bytes);
    if (!size) throw new DemoError('broken', 'This WebP is damaged: it does not say how large it is.');
    return { format: 'WebP', ...size };
  }
  return null;
}

/**
 * Reads a picture's kind and size from its first bytes, without decoding it: what a file calls itself
 * proves nothing, and decoding a huge picture is what must be avoided.
 *
 * @param bytes the file, or its first part (a JPEG's size can stand behind a long preview: give 256 kB)
 * @throws DemoError naming what the file is and what is taken
 */
export function imageHeader(bytes: Uint8Array): ImageHeader {
  const header = sniff(bytes);
  if (!header) {
    const text = new TextDecoder().decode(bytes.subarray(0, 1024));
    if (/<svg[\s>]/i.test(text) || /^\s*<\?xml/i.test(text))
      throw new DemoError(
        'svg',
        'SVG files are not taken: they can hold scripts. Nothing in it was run. Save it as PNG first.',
      );
    throw new DemoError('not-an-image', 'This is not a PNG, JPEG, WebP or GIF picture.');
  }
  const { width, height, format } = header;
  if (width === 0 || height === 0)
    throw new DemoError('broken', `This ${format} is empty: ${width}×${height}.`);
  if (width * height > maxPixels)
    throw new DemoError(
      'too-large',
      `This picture has ${Math.round((width * height) / 1e6)} megapixels; at most ${maxPixels / 1e6} are taken. Make it smaller first.`,
    );
  return header;
}
