import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromHash, toHash, type ShareState } from './share-state.ts';

const length = 28 * 28;
const rows = 10_000;
const runtime = fc.constantFrom('tfjs' as const, 'ort' as const);
const pixel = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 255 }));
const drawing = fc
  .array(pixel, { minLength: length, maxLength: length })
  .map((values) => ({ kind: 'pixels' as const, pixels: Uint8Array.from(values) }));
const testImage = fc.integer({ min: 0, max: rows - 1 }).map((index) => ({ kind: 'test' as const, index }));

test('a link restores every state exactly', () => {
  fc.assert(
    fc.property(fc.oneof(drawing, testImage), runtime, (subject, chosen) => {
      const state: ShareState = { subject, runtime: chosen };
      const hash = toHash(state);
      expect(hash).toMatch(/^#[\w=&-]+$/);
      expect(fromHash(hash, length, rows)).toEqual(state);
    }),
  );
});

test('a drawing of one stroke makes a short link', () => {
  const pixels = new Uint8Array(length).fill(255, 300, 340);
  expect(toHash({ subject: { kind: 'pixels', pixels }, runtime: 'tfjs' }).length).toBeLessThan(100);
});

test.each([
  '',
  '#',
  '#image=',
  '#image=10000',
  '#image=-1',
  '#image=1e3',
  '#image=0x1',
  '#drawing=%%%',
  '#drawing=AA',
  '#drawing=AAA',
])('"%s" is no state', (hash) => {
  expect(fromHash(hash, length, rows)).toBeNull();
});

test('no link makes it throw', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const state = fromHash(`#drawing=${text}`, length, rows);
      expect(state === null || state.subject.kind === 'pixels').toBe(true);
    }),
  );
});
