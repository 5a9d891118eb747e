import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { patientCalls } from './patient-calls.ts';

it('gives what comes in time, and throws what is thrown in time', async () => {
  const calls = patientCalls(1000);
  expect(await calls.ask(async () => 7)).toBe(7);
  await expect(calls.ask(() => Promise.reject(new Error('no')))).rejects.toThrow(new Error('no'));
  expect(calls.abandoned).toBe(0);
});

it('gives up what takes too long, and knows when it has ended', async () => {
  const calls = patientCalls(20);
  const { promise, reject } = Promise.withResolvers<never>();
  await expect(calls.ask(() => promise)).rejects.toThrow('no answer within 0.02 s');
  expect(calls.abandoned).toBe(1);
  reject(new Error('too late for anybody to hear'));
  await sleep(0);
  expect(calls.abandoned).toBe(0);
});
