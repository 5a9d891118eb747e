import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { parsedAnswer, rawClient } from '../test/raw-client.ts';
import type { ConnectionLimits } from './connection-limits.ts';
import type { ProblemForm } from './problem.ts';
import { listen, type Fetch, type Listening, type ListenOptions } from './listen.ts';

const servers: Listening[] = [];
const get = (path = '/') => `GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`;
const post = 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n';

async function serve(
  fetch: Fetch,
  connectionLimits: Partial<ConnectionLimits> = {},
  more: Partial<ListenOptions> = {},
) {
  const refused: string[] = [];
  const server = await listen(fetch, {
    port: 0,
    host: '127.0.0.1',
    seconds: 5,
    connectionLimits,
    vital: ['/healthz'],
    refused: (code) => refused.push(code),
    ...more,
  });
  servers.push(server);
  return { server, refused, client: () => rawClient(server.address) };
}

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.drain(0, () => {})));
});

describe('a client', () => {
  it('is answered, and may ask again on its connection', async () => {
    const { client } = await serve(({ url }) => new Response(new URL(url).pathname));
    const one = await client();
    one.send(get('/first'));
    await one.answered('/first');
    one.send(get('/second'));
    await one.answered('/second');
    expect(one.soFar().match(/HTTP\/1\.1 200 OK/g)).toHaveLength(2);
  });

  it.each([
    ['nothing', ''],
    ['half of its headers', 'GET / HTTP/1.1\r\nHost: a\r\nX-'],
  ])('that sends %s is told to hurry, and cut off', async (_, words) => {
    const { client, refused } = await serve(() => new Response('never'), { headerSeconds: 0.1 });
    const slow = await client();
    if (words !== '') slow.send(words);
    const { status, headers, json } = parsedAnswer(await slow.answer);
    expect({ status, json }).toMatchObject({ status: 408, json: { status: 408, code: 'request-too-slow' } });
    expect(headers).toMatchObject({ connection: 'close', 'content-type': 'application/problem+json' });
    expect(refused).toEqual(['request-too-slow']);
  });

  it('that goes on byte by byte is cut off all the same', async () => {
    const { client } = await serve(() => new Response('never'), { headerSeconds: 0.2 });
    const slow = await client();
    slow.send('GET / HTTP/1.1\r\n');
    const trickle = setInterval(() => slow.send('X: a\r\n'), 10);
    const answer = await slow.answer;
    clearInterval(trickle);
    expect(parsedAnswer(answer).status).toBe(408);
  });

  it('whose body does not come is told so, whoever waits for it', async () => {
    const { client, refused } = await serve(async (request) => new Response(await request.text()), {
      headerSeconds: 0.1,
      requestSeconds: 0.2,
    });
    const slow = await client();
    slow.send(`${post}12345`);
    const { status, headers, json } = parsedAnswer(await slow.answer);
    expect({ status, json }).toMatchObject({ status: 408, json: { code: 'request-too-slow' } });
    expect(headers['connection']).toBe('close');
    expect(refused).toEqual(['request-too-slow']);
  });

  it.each([
    ['no HTTP', 'HELO there\r\n\r\n', 400, 'request-malformed'],
    [
      'two lengths',
      'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
      400,
      'request-malformed',
    ],
    ['no Host', 'GET / HTTP/1.1\r\n\r\n', 400, 'request-malformed'],
    ['a Host that is none', 'GET / HTTP/1.1\r\nHost: a b\r\n\r\n', 400, 'request-malformed'],
    [
      'headers without end',
      `GET / HTTP/1.1\r\nHost: a\r\nX: ${'a'.repeat(5000)}\r\n\r\n`,
      431,
      'headers-too-large',
    ],
  ])('that sends %s is told so', async (_, words, status, code) => {
    const { client } = await serve(() => new Response('never'), { headerBytes: 4096, keepAliveSeconds: 0.1 });
    const wrong = await client();
    wrong.send(words);
    const answer = parsedAnswer(await wrong.answer);
    expect(answer.status).toBe(status);
    expect(answer.json?.['code']).toBe(code);
  });

  it('that sends more after it was refused still gets the answer', async () => {
    const { client } = await serve(
      () => new Response('too much', { status: 413, headers: { Connection: 'close' } }),
    );
    const eager = await client();
    eager.send('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000000\r\n\r\n');
    for (let sent = 0; sent < 50; sent++) eager.send('x'.repeat(100_000));
    expect(parsedAnswer(await eager.answer).status).toBe(413);
  });

  it('that waits without asking is let go', async () => {
    const { client } = await serve(() => new Response('once'), { keepAliveSeconds: 0.1 });
    const idle = await client();
    idle.send(get());
    expect(parsedAnswer(await idle.answer).headers['keep-alive']).toMatch(/^timeout=/);
  });
});

describe('many requests at once', () => {
  it('keep nobody waiting who asks for health', async () => {
    const order: string[] = [];
    const { client } = await serve(({ url }) => {
      order.push(new URL(url).pathname);
      return new Response('here');
    });
    const all = await Promise.all(Array.from({ length: 20 }, client));
    const watching = await client();
    // A connection is accepted in a turn of its own: the requests that count come on accepted ones.
    for (const each of [...all, watching]) each.send(get('/first'));
    await Promise.all([...all, watching].map((each) => each.answered('here')));
    order.length = 0;
    for (const each of all) each.send(get('/work'));
    watching.send(get('/healthz'));
    await vi.waitFor(() => expect(order).toHaveLength(21));
    expect(order.indexOf('/healthz')).toBeLessThan(10);
  });

  it('cost no work where the client has gone before its turn', async () => {
    let asked = 0;
    const { server, refused } = await serve(({ url }) => {
      if (new URL(url).pathname === '/first') return new Response('here');
      asked += 1;
      for (const each of others) each.resetAndDestroy();
      return new Response('here');
    });
    const { hostname, port } = new URL(server.address);
    const sockets = Array.from({ length: 5 }, () => connect({ host: hostname, port: Number(port) }));
    const [, ...others] = sockets;
    await Promise.all(sockets.map((socket) => once(socket, 'connect')));
    for (const socket of sockets) socket.write(get('/first'));
    await Promise.all(sockets.map((socket) => once(socket, 'data')));
    for (const socket of sockets) socket.write(get());
    await vi.waitFor(() => expect(server.connections).toBe(1));
    // The next one may have its turn before its end is seen, and one that is read together with its end is no request.
    expect(asked).toBeLessThan(3);
    // On a busy machine that may be each of them.
    expect(refused.filter((code) => code !== 'client-gone')).toEqual([]);
    sockets[0]?.destroy();
  });
});

describe('connections beyond the limit', () => {
  it('are told to come back, and what watches the service is answered', async () => {
    const { server, client, refused } = await serve(() => new Response('here'), { connections: 2 });
    const first = await Promise.all([client(), client()]);
    for (const each of first) {
      each.send(get());
      await each.answered('here');
    }
    const [third, fourth] = await Promise.all([client(), client()]);
    third.send(get());
    const answer = parsedAnswer(await third.answer);
    expect(answer).toMatchObject({ status: 503, json: { code: 'too-many-connections' } });
    expect(answer.headers).toMatchObject({ connection: 'close', 'retry-after': '1' });
    fourth.send(get('/healthz'));
    expect(parsedAnswer(await fourth.answer)).toMatchObject({
      status: 200,
      headers: { connection: 'close' },
    });
    expect(refused).toEqual(['too-many-connections']);
    expect(server.connections).toBeGreaterThanOrEqual(2);
  });

  it('are two thousand, each of them answered', async () => {
    // On a busy machine the first ones wait for the last ones: for longer than services let them.
    const patient = { headerSeconds: 120, requestSeconds: 120, keepAliveSeconds: 120 };
    const { server, client } = await serve(() => new Response('here'), patient);
    const all = await Promise.all(Array.from({ length: 2000 }, client));
    for (const each of all) each.send(get());
    await Promise.all(all.map((each) => each.answered('here')));
    expect(server.connections).toBe(2000);
    for (const each of all) each.end();
  });
});

it('says that a port is taken', async () => {
  const { server } = await serve(() => new Response());
  const port = Number(new URL(server.address).port);
  await expect(listen(() => new Response(), { port, host: '127.0.0.1', seconds: 5 })).rejects.toThrow(
    'EADDRINUSE',
  );
});

describe('what no service has seen is told in the form of its interface', () => {
  const problemForm: ProblemForm = (failure, { status }, path) =>
    path.startsWith('/api/') ? { body: JSON.stringify({ error_code: failure.code, status }) } : null;
  const slow = post.replace('/', '/api/a?b');

  it.each([
    [slow, { error_code: 'request-too-slow', status: 408 }],
    [slow.replace('/api', 'http://a/api'), { error_code: 'request-too-slow', status: 408 }],
    [post, expect.objectContaining({ code: 'request-too-slow', title: expect.any(String) })],
  ])('a body that does not come: %j', async (words, told) => {
    const limits = { headerSeconds: 0.1, requestSeconds: 0.2 };
    const { client } = await serve(async (request) => new Response(await request.text()), limits, {
      problemForm,
    });
    const one = await client();
    one.send(words);
    expect(parsedAnswer(await one.answer)).toMatchObject({
      status: 408,
      headers: { connection: 'close' },
      json: told,
    });
  });

  it('a connection too many, and the end of the service', async () => {
    const { client, server } = await serve(() => new Promise(() => {}), { connections: 1 }, { problemForm });
    const [first, second] = [await client(), await client()];
    first.send(get('/api/a'));
    second.send(get('/api/a'));
    const tooMany = { error_code: 'too-many-connections', status: 503 };
    expect(parsedAnswer(await second.answer).json).toEqual(tooMany);
    await server.drain(0, () => {});
    expect(parsedAnswer(await first.answer).json).toEqual({ error_code: 'not-ready', status: 503 });
  });
});
