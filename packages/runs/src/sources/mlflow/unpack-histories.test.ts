import fc from 'fast-check';
import { expect, it } from 'vitest';
import { historyOf } from './history.ts';
import { packHistories } from './packed-histories.ts';
import { unpackHistories } from './unpack-histories.ts';

const point = fc.record({
  step: fc.maxSafeInteger(),
  value: fc.double(),
  timestamp: fc.option(fc.maxSafeInteger(), { freq: 20 }),
});

it('histories arrive as they were, whatever their points', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.string(), fc.array(point))), (histories) => {
      const sent = structuredClone(packHistories(histories));
      expect(unpackHistories(sent)).toEqual(histories.map(([key, points]) => [key, historyOf(points)]));
    }),
  );
});
