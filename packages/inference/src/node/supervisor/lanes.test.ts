import { expect, it } from 'vitest';
import { Lanes, type Lane } from './lanes.ts';

const any = (): number => 0;

it('gives the lane that suits best of those that are free', async () => {
  const lanes = new Lanes(3);
  const [first, second, third] = lanes.all;
  const suits = (lane: Lane): number => lanes.all.indexOf(lane);
  expect(await lanes.take(suits)).toBe(third);
  expect(await lanes.take(suits)).toBe(second);
  expect(await lanes.take(any)).toBe(first);
});

it('gives a lane that comes back to who has waited longest', async () => {
  const lanes = new Lanes(1);
  const lane = await lanes.take(any);
  const order: number[] = [];
  const waiting = [1, 2].map((number) => lanes.take(any).then(() => order.push(number)));
  expect(lane.isBusy).toBe(true);
  lanes.giveBack(lane);
  await waiting[0];
  expect([order, lane.isBusy]).toEqual([[1], true]);
  lanes.giveBack(lane);
  await waiting[1];
  lanes.giveBack(lane);
  expect([order, lane.isBusy]).toEqual([[1, 2], false]);
});

it('keeps who waits for one lane waiting for that, and passes others by', async () => {
  const lanes = new Lanes(2);
  const [one, other] = [await lanes.take(any), await lanes.take(any)];
  const only = lanes.take(any, undefined, other);
  const anyOne = lanes.take(any);
  lanes.giveBack(one);
  expect(await anyOne).toBe(one);
  lanes.giveBack(one);
  expect(one.isBusy).toBe(false);
  lanes.giveBack(other);
  expect(await only).toBe(other);
  lanes.giveBack(other);
  expect(await lanes.take(any, undefined, other)).toBe(other);
});

it('lets go of who is interrupted while waiting, and of nobody who has a lane', async () => {
  const lanes = new Lanes(1);
  const stop = new AbortController();
  const lane = await lanes.take(any);
  const leaving = lanes.take(any, stop.signal);
  const staying = lanes.take(any);
  stop.abort(new Error('enough'));
  await expect(leaving).rejects.toThrow('enough');
  lanes.giveBack(lane);
  expect(await staying).toBe(lane);
  const later = new AbortController();
  const next = lanes.take(any, later.signal);
  lanes.giveBack(lane);
  expect(await next).toBe(lane);
  later.abort(new Error('too late'));
  expect(lane.isBusy).toBe(true);
});
