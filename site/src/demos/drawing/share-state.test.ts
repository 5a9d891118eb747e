import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { confusedFromHash, confusedHash, fromHash, toHash, type ShareState } from './share-state.ts';

const length = 28 * 28;
const rows = 10_000;
const classes = 10;
const why = fc.option(
  fc.record({
    method: fc.constantFrom('integrated-gradients' as const, 'occlusion' as const, 'saliency' as const),
    class: fc.option(fc.integer({ min: 0, max: classes - 1 })),
  }),
);
const cell = fc.record({
  actual: fc.integer({ min: 0, max: classes - 1 }),
  predicted: fc.integer({ min: 0, max: classes - 1 }),
});
const runtime = fc.constantFrom('tfjs' as const, 'ort' as const);
const pixel = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 255 }));
const drawing = fc
  .array(pixel, { minLength: length, maxLength: length })
  .map((values) => ({ kind: 'pixels' as const, pixels: Uint8Array.from(values) }));
const testImage = fc.integer({ min: 0, max: rows - 1 }).map((index) => ({ kind: 'test' as const, index }));

test('a link restores every state exactly', () => {
  fc.assert(
    fc.property(
      fc.oneof(drawing, testImage),
      runtime,
      why,
      fc.option(cell),
      (subject, chosen, explained, confused) => {
        const state: ShareState = { subject, runtime: chosen, ...(explained && { why: explained }) };
        const hash = toHash(state, confused ?? undefined);
        expect(hash).toMatch(/^#[\w=&,-]+$/);
        expect(fromHash(hash, length, rows, classes)).toEqual(state);
        expect(confusedFromHash(hash, classes)).toEqual(confused);
      },
    ),
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
  expect(fromHash(hash, length, rows, classes)).toBeNull();
});

test('no link makes it throw', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const state = fromHash(`#drawing=${text}`, length, rows, classes);
      expect(state === null || state.subject.kind === 'pixels').toBe(true);
    }),
  );
});

test('a link from before explanations opens without one', () => {
  expect(fromHash('#image=17&runtime=ort', length, rows, classes)).toEqual({
    subject: { kind: 'test', index: 17 },
    runtime: 'ort',
  });
});

test.each(['why=magic', 'why='])('"%s" is no explanation', (part) => {
  expect(fromHash(`#image=1&${part}`, length, rows, classes)).not.toHaveProperty('why');
});

test('a class that the model does not have is the predicted one', () => {
  expect(fromHash('#image=1&why=ig&class=10', length, rows, classes)).toMatchObject({ why: { class: null } });
});

test('a link to a cell of the confusion matrix is short and read back', () => {
  expect(confusedHash({ actual: 6, predicted: 0 })).toBe('#confused=6,0');
  fc.assert(
    fc.property(cell, (one) => {
      expect(confusedFromHash(confusedHash(one), classes)).toEqual(one);
    }),
  );
});

test.each([
  '#confused=10,0',
  '#confused=0',
  '#confused=0,1,2',
  '#confused=-1,2',
  '#confused=a,b',
  '#image=1',
])('"%s" is no cell', (hash) => {
  expect(confusedFromHash(hash, classes)).toBeNull();
});
