import { describe, expect, it } from 'vitest';
import { listen } from './listen.ts';

const settings = { port: 0, host: '127.0.0.1', seconds: 5 };

describe('a server that is drained', () => {
  it('answers what it has begun and closes the connection after it', async () => {
    const { promise: ready, resolve: begin } = Promise.withResolvers<void>();
    const { promise: answer, resolve } = Promise.withResolvers<Response>();
    const server = await listen(() => {
      begin();
      return answer;
    }, settings);
    const asked = fetch(server.address);
    await ready;
    let gaveUp = false;
    const drained = server.drain(10_000, () => (gaveUp = true));
    resolve(new Response('late'));
    expect(await (await asked).text()).toBe('late');
    await drained;
    expect(gaveUp).toBe(false);
    await expect(fetch(server.address)).rejects.toThrow('fetch failed');
  });

  it('does not wait for connections that wait for a next request', async () => {
    const server = await listen(() => new Response('once'), settings);
    // Kept alive by the client.
    expect(await (await fetch(server.address)).text()).toBe('once');
    const start = performance.now();
    await server.drain(10_000, () => {});
    expect(performance.now() - start).toBeLessThan(2000);
  });

  it('lets what takes too long be given up, then cuts it off', async () => {
    const { promise: ready, resolve: begin } = Promise.withResolvers<void>();
    const never = new Promise<Response>(() => {});
    const server = await listen(() => {
      begin();
      return never;
    }, settings);
    const asked = fetch(server.address);
    asked.catch(() => {});
    await ready;
    let gaveUp = 0;
    await server.drain(50, () => (gaveUp += 1));
    expect(gaveUp).toBe(1);
    await expect(asked).rejects.toThrow('fetch failed');
  });
});

it('says that a port is taken', async () => {
  const server = await listen(() => new Response(), settings);
  const port = Number(new URL(server.address).port);
  await expect(listen(() => new Response(), { ...settings, port })).rejects.toThrow('EADDRINUSE');
  await server.drain(1000, () => {});
});
