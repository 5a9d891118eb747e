import { describe, expect, it } from 'vitest';
import { parsedAnswer, rawClient } from '../test/raw-client.ts';
import { listen, type Fetch } from './listen.ts';

const get = 'GET / HTTP/1.1\r\nHost: a\r\n\r\n';
const post = 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n';
const long = 60_000;

async function serve(fetch: Fetch) {
  const server = await listen(fetch, { port: 0, host: '127.0.0.1', seconds: 5 });
  return { server, client: () => rawClient(server.address) };
}

/** A server whose answers come when they are told to. */
async function serveLater() {
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
  const { promise: answer, resolve } = Promise.withResolvers<Response>();
  return {
    ...(await serve(() => {
      begin();
      return answer;
    })),
    begun,
    resolve,
  };
}

describe('a server that is drained', () => {
  it('answers what it has begun, closes the connection after it, and takes no other', async () => {
    const { server, client, begun, resolve } = await serveLater();
    const one = await client();
    one.send(get);
    await begun;
    await server.stopAccepting();
    await expect(client()).rejects.toThrow('ECONNREFUSED');
    let gaveUp = false;
    const drained = server.drain(long, () => (gaveUp = true));
    resolve(new Response('late'));
    expect(await one.answer).toMatch(
      /^HTTP\/1\.1 200 OK\r\n(?:.*\r\n)*connection: close\r\n(?:.*\r\n)*\r\nlate$/i,
    );
    await drained;
    expect({ gaveUp, connections: server.connections }).toEqual({ gaveUp: false, connections: 0 });
  });

  it('answers what comes on connections that there are, and closes them', async () => {
    const { server, client } = await serve(() => new Response('here'));
    const [used, fresh] = await Promise.all([client(), client()]);
    used.send(get);
    await used.answered('here');
    const drained = server.drain(long, () => {});
    used.send(get);
    fresh.send(get);
    for (const { answer } of [used, fresh]) expect(await answer).toMatch(/connection: close[^]*here$/i);
    await drained;
  });

  it('answers what it has not read when it is told to end', async () => {
    const { server, client } = await serve(() => new Response('here'));
    const [one, other] = await Promise.all([client(), client()]);
    one.send(get);
    await one.answered('here');
    // Nothing of these was looked at before: the loop is busy meanwhile.
    one.send(get);
    other.send(get);
    const drained = server.drain(long, () => {});
    for (const end = performance.now() + 100; performance.now() < end;);
    for (const { answer } of [one, other]) expect(parsedAnswer(await answer).status).toBe(200);
    await drained;
  });

  it('waits for headers and bodies that are coming', async () => {
    const { server, client } = await serve(async (request) => new Response(await request.text()));
    const [headers, body] = await Promise.all([client(), client()]);
    headers.send(get.slice(0, 10));
    body.send(`${post}12345`);
    const drained = server.drain(long, () => {});
    await server.stopAccepting();
    headers.send(get.slice(10));
    body.send('67890');
    expect(parsedAnswer(await headers.answer).status).toBe(200);
    expect(await body.answer).toMatch(/1234567890$/);
    await drained;
  });

  it('lets go of connections that wait for a next request', async () => {
    const { server, client } = await serve(() => new Response('once'));
    const [used, fresh] = await Promise.all([client(), client()]);
    used.send(get);
    await used.answered('once');
    await server.drain(long, () => {});
    expect(await used.answer).toMatch(/once$/);
    expect(await fresh.answer).toBe('');
  });

  it('gives up what takes too long, and tells so whoever still waits', async () => {
    const { server, client, begun } = await serveLater();
    const [computed, headers, body, resting] = await Promise.all([client(), client(), client(), client()]);
    computed.send(get);
    headers.send(get.slice(0, 10));
    body.send(`${post}12345`);
    await begun;
    let gaveUp = 0;
    await server.drain(100, () => (gaveUp += 1));
    expect(gaveUp).toBe(1);
    for (const { answer } of [computed, headers, body])
      expect(parsedAnswer(await answer)).toMatchObject({
        status: 503,
        headers: { connection: 'close', 'retry-after': '1' },
        json: { code: 'not-ready' },
      });
    // Who has asked nothing is told nothing.
    expect(await resting.answer).toBe('');
  });

  it('cuts off who does not read an answer', async () => {
    const { server, client } = await serve(() => new Response('x'.repeat(50_000_000)));
    const slow = await client();
    slow.pause();
    slow.send(get);
    await server.drain(100, () => {});
    expect(server.connections).toBe(0);
  });
});
