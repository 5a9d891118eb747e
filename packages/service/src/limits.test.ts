import { expect, it } from 'vitest';
import { createLanes } from './lanes.ts';
import { defaultLimits, lanesOf } from './limits.ts';

it('have sixteen clients wait for dear work instead of refusing them', async () => {
  const lanes = createLanes(lanesOf(defaultLimits));
  const { promise, resolve } = Promise.withResolvers<number>();
  const client = new AbortController().signal;
  const asked = Array.from({ length: 16 }, () => lanes.gates.dear.pass(client, () => promise));
  expect({ busy: lanes.busy, waiting: lanes.waiting }).toEqual({ busy: 2, waiting: 14 });
  expect(await lanes.gates.cheap.pass(client, async () => 'at once')).toBe('at once');
  resolve(1);
  expect(await Promise.all(asked)).toEqual(asked.map(() => 1));
});

it('are the places of each lane', () => {
  const limits = { ...defaultLimits, concurrent: 7, dear: 3, queue: 5, waitSeconds: 2, seconds: 9 };
  expect(lanesOf(limits, 'ask for less')).toEqual({
    cheap: { concurrent: 7, queue: 5, waitSeconds: 2, seconds: 9, deadlineHint: 'ask for less' },
    dear: { concurrent: 3, queue: 5, waitSeconds: 2, seconds: 9, deadlineHint: 'ask for less' },
  });
});
