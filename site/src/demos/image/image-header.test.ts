import { DemoError } from '@modelfolio/pages/demo-error';
import { deflateSync } from 'node:zlib';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { imageHeader } from './image-header.ts';

const uint32 = (n: number) => [n >>> 24, (n >>> 16) & 255, (n >>> 8) & 255, n & 255];
const text = (value: string) => [...new TextEncoder().encode(value)];
const png = (width: number, height: number) =>
  Uint8Array.from([
    0x89,
    0x50,
    0x4e,
    0x47,
    0x0d,
    0x0a,
    0x1a,
    0x0a,
    ...uint32(13),
    ...text('IHDR'),
    ...uint32(width),
    ...uint32(height),
    8,
    2,
    0,
    0,
    0,
    ...deflateSync(''),
  ]);
const jpeg = (width: number, height: number) =>
  // SOI, an APP1 segment of 20 bytes, padding, DHT (whose marker lies among the frame headers), SOF2.
  Uint8Array.from([
    0xff,
    0xd8,
    0xff,
    0xe1,
    0,
    20,
    ...Array<number>(18).fill(0xc0),
    0xff,
    0xff,
    0xc4,
    0,
    4,
    1,
    1,
    0xff,
    0xc2,
    0,
    11,
    8,
    height >> 8,
    height & 255,
    width >> 8,
    width & 255,
    3,
    0,
    0,
    0,
  ]);
const gif = (width: number, height: number) =>
  Uint8Array.from([...text('GIF89a'), width & 255, width >> 8, height & 255, height >> 8, 0, 0]);
const webp = (chunk: string, body: number[]) =>
  Uint8Array.from([
    ...text('RIFF'),
    0,
    0,
    0,
    0,
    ...text('WEBP'),
    ...text(chunk),
    0,
    0,
    0,
    0,
    ...body,
    ...Array<number>(16).fill(0),
  ]);

const extended = webp('VP8X', [0, 0, 0, 0, 0x8f, 0x01, 0, 0x2b, 0x01, 0]);
const lossy = webp('VP8 ', [0, 0, 0, 0x9d, 0x01, 0x2a, 0x90, 0x01, 0x2c, 0x01]);
// 14 bits of width less one, then 14 of height less one.
const lossless = webp('VP8L', [
  0x2f,
  ...[399 | (299 << 14)].flatMap((n) => [n & 255, (n >> 8) & 255, (n >> 16) & 255, n >>> 24]),
]);

test.each([
  ['PNG', png(400, 300)],
  ['JPEG', jpeg(400, 300)],
  ['GIF', gif(400, 300)],
  ['WebP', extended],
  ['WebP', lossy],
  ['WebP', lossless],
])('reads the size of a %s', (format, bytes) => {
  expect(imageHeader(bytes)).toEqual({ format, width: 400, height: 300 });
});

test.each([
  ['50 megapixels', png(10_000, 5000), 'too-large', /50 megapixels; at most 32/],
  ['50 megapixels as JPEG', jpeg(10_000, 5000), 'too-large', /50 megapixels/],
  ['no pixels', png(0, 5), 'broken', /0×5/],
  ['a JPEG without a frame', Uint8Array.from([0xff, 0xd8, 0xff, 0xd9]), 'broken', /damaged/],
  ['a PNG cut off', png(4, 4).subarray(0, 20), 'not-an-image', /not a PNG/],
  ['text', Uint8Array.from(text('hello')), 'not-an-image', /not a PNG/],
  ['nothing', new Uint8Array(), 'not-an-image', /not a PNG/],
  [
    'SVG',
    Uint8Array.from(text('<svg xmlns="x"><script>alert(1)</script></svg>')),
    'svg',
    /Nothing in it was run/,
  ],
  [
    'SVG after a prologue',
    Uint8Array.from(text('\n<?xml version="1.0"?><!-- x --><svg/>')),
    'svg',
    /scripts/,
  ],
])('refuses %s', (_, bytes, code, message) => {
  expect(() => imageHeader(bytes)).toThrow(
    expect.objectContaining({ code, message: expect.stringMatching(message) }),
  );
});

test('no bytes make it fail in another way', () => {
  const start = fc.constantFrom(png(4, 4), jpeg(4, 4), gif(4, 4), extended, lossy, new Uint8Array());
  fc.assert(
    fc.property(start, fc.nat(40), fc.uint8Array({ maxLength: 40 }), (bytes, keep, noise) => {
      let thrown: unknown = null;
      try {
        imageHeader(Uint8Array.from([...bytes.subarray(0, keep), ...noise]));
      } catch (error) {
        thrown = error;
      }
      expect(thrown === null || thrown instanceof DemoError).toBe(true);
    }),
  );
});
