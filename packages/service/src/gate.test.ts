import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createGate } from './gate.ts';

const nobody = new AbortController().signal;
const untilAborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error('stopped in its own words')), { once: true });
  });

describe('a gate', () => {
  it('gives what the work gives, and throws what it throws', async () => {
    const gate = createGate({ concurrent: 1, seconds: 1 });
    expect(await gate.pass(nobody, async () => 7)).toBe(7);
    await expect(gate.pass(nobody, () => Promise.reject(new Error('no')))).rejects.toThrow(new Error('no'));
    expect(gate.busy).toBe(0);
  });

  it('lets so many in at once, and tells the next to come back', async () => {
    const gate = createGate({ concurrent: 2, seconds: 10 });
    const { promise, resolve } = Promise.withResolvers<number>();
    const inside = [gate.pass(nobody, () => promise), gate.pass(nobody, () => promise)];
    expect(gate.busy).toBe(2);
    await expect(gate.pass(nobody, async () => 1)).rejects.toMatchObject({
      code: 'too-busy',
      headers: { 'Retry-After': '1' },
    });
    resolve(3);
    expect(await Promise.all(inside)).toEqual([3, 3]);
    expect(await gate.pass(nobody, async () => 1)).toBe(1);
  });

  it('gives up after its time, in its words and not in those of the work', async () => {
    const gate = createGate({ concurrent: 1, seconds: 0.02 });
    await expect(gate.pass(nobody, untilAborted)).rejects.toMatchObject({
      code: 'deadline',
      message: expect.stringMatching(/^not done within 0\.02 s/),
    });
    expect(gate.busy).toBe(0);
  });

  it('keeps the place of work that does not stop until it has', async () => {
    const gate = createGate({ concurrent: 1, seconds: 0.02 });
    const { promise, resolve } = Promise.withResolvers<number>();
    await expect(gate.pass(nobody, () => promise)).rejects.toMatchObject({ code: 'deadline' });
    expect(gate.busy).toBe(1);
    await expect(gate.pass(nobody, async () => 1)).rejects.toMatchObject({ code: 'too-busy' });
    resolve(1);
    await sleep(0);
    expect(gate.busy).toBe(0);
    expect(await gate.pass(nobody, async () => 1)).toBe(1);
  });

  it('stops work that nobody waits for', async () => {
    const gate = createGate({ concurrent: 1, seconds: 10 });
    const client = new AbortController();
    const answer = gate.pass(client.signal, untilAborted);
    client.abort();
    await expect(answer).rejects.toMatchObject({ code: 'client-gone' });
    await expect(gate.pass(client.signal, async () => sleep(5))).rejects.toMatchObject({
      code: 'client-gone',
    });
    await sleep(10);
    expect(gate.busy).toBe(0);
  });

  it('stops everything when it is closed', async () => {
    const gate = createGate({ concurrent: 2, seconds: 10 });
    const answer = gate.pass(nobody, untilAborted);
    gate.close();
    await expect(answer).rejects.toMatchObject({ code: 'not-ready' });
    await expect(gate.pass(nobody, async () => 1)).rejects.toMatchObject({ code: 'not-ready' });
  });
});
