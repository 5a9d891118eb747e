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
    expect(gate.refused).toEqual({ full: 1, waited: 0, deadline: 0, 'client-gone': 0 });
  });

  it('lets a few wait, and begins them after what else the process has to do', async () => {
    const gate = createGate({ concurrent: 1, queue: 2, seconds: 10 });
    const { promise, resolve } = Promise.withResolvers<string>();
    const order: string[] = [];
    const noted = async (name: string) => order.push(name);
    const first = gate.pass(nobody, () => promise);
    const waiting = [gate.pass(nobody, () => noted('second')), gate.pass(nobody, () => noted('third'))];
    expect({ busy: gate.busy, waiting: gate.waiting }).toEqual({ busy: 1, waiting: 2 });
    await expect(gate.pass(nobody, async () => 1)).rejects.toMatchObject({
      code: 'too-busy',
      message: expect.stringContaining('1 requests are being computed and 2 wait'),
    });
    setImmediate(() => order.push('something else'));
    resolve('first');
    expect(await first).toBe('first');
    expect(gate.busy).toBe(1);
    await Promise.all(waiting);
    expect(order).toEqual(['something else', 'second', 'third']);
  });

  it('gives up who has waited too long, and whoever leaves makes room', async () => {
    const gate = createGate({ concurrent: 1, queue: 1, seconds: 10, waitSeconds: 0.02 });
    const { promise, resolve } = Promise.withResolvers<number>();
    const inside = gate.pass(nobody, () => promise);
    await expect(gate.pass(nobody, async () => 1)).rejects.toMatchObject({
      code: 'too-busy',
      message: expect.stringMatching(/^no place became free within 0\.02 s/),
    });
    const client = new AbortController();
    let isBegun = false;
    const left = gate.pass(client.signal, async () => (isBegun = true));
    client.abort();
    await expect(left).rejects.toMatchObject({ code: 'client-gone' });
    expect(gate.waiting).toBe(0);
    const next = gate.pass(nobody, async () => 2);
    resolve(1);
    expect([await inside, await next, isBegun]).toEqual([1, 2, false]);
    expect(gate.refused).toMatchObject({ waited: 1, 'client-gone': 1 });
  });

  it('counts the wait as part of the time', async () => {
    const gate = createGate({ concurrent: 1, queue: 1, seconds: 0.05 });
    const inside = gate.pass(nobody, () => sleep(30));
    // Begins at 30 ms and has 20 of its 50 left.
    const late = gate.pass(nobody, untilAborted);
    await inside;
    await expect(late).rejects.toMatchObject({ code: 'deadline' });
  });

  it.each([
    [400, '1'],
    [4000, '8'],
    [400_000, '30'],
  ])('tells when to come back, by what work of %i ms and the queue take', async (took, retryAfter) => {
    // A clock that began long ago.
    let time = 86_400_000;
    const gate = createGate({ concurrent: 1, queue: 1, seconds: 30, elapsed: () => time });
    await gate.pass(nobody, async () => {
      time += took;
    });
    const { promise, resolve } = Promise.withResolvers<void>();
    const others = [gate.pass(nobody, () => promise), gate.pass(nobody, () => promise)];
    await expect(gate.pass(nobody, async () => 1)).rejects.toMatchObject({
      code: 'too-busy',
      headers: { 'Retry-After': retryAfter },
    });
    resolve();
    await Promise.all(others);
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
    const gate = createGate({ concurrent: 1, queue: 1, seconds: 10 });
    const answers = [gate.pass(nobody, untilAborted), gate.pass(nobody, async () => 1)];
    gate.close();
    for (const answer of answers) await expect(answer).rejects.toMatchObject({ code: 'not-ready' });
    await expect(gate.pass(nobody, async () => 1)).rejects.toMatchObject({ code: 'not-ready' });
  });
});
