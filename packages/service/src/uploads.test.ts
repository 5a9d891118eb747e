import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { parsedAnswer, rawClient } from '../test/raw-client.ts';
import { createApp } from './app.ts';
import type { ConnectionLimits } from './connection-limits.ts';
import { commonEndpoints, type Endpoints } from './endpoint.ts';
import type { Handler } from './handler.ts';
import { listen } from './listen.ts';
import { problemKindsOf } from './problem-kinds.ts';
import { toRequestFailure } from './problem.ts';

const put = (path: string) =>
  ({ method: 'PUT', path, summary: '', answers: { 200: z.unknown() }, problems: [] }) as const;
const endpoints = {
  ...commonEndpoints,
  usual: put('/usual'),
  some: { ...put('/some'), upload: { bytes: 100, hint: 'send it in parts' } },
  any: { ...put('/any'), upload: { bytes: null } },
  guarded: { ...put('/guarded'), upload: { bytes: null }, role: 'admin' },
} as const satisfies Endpoints;

/** A service that tells how many bytes have come, with limits that are short for tests. */
async function serve(limits: Partial<ConnectionLimits> = {}, pauseMs = 0) {
  const ends: string[] = [];
  const count: Handler = async ({ req, json }) => {
    let bytes = 0;
    try {
      for await (const chunk of req.raw.body ?? []) {
        bytes += chunk.byteLength;
        if (pauseMs > 0) await new Promise((done) => setTimeout(done, pauseMs));
      }
    } catch (error) {
      ends.push(toRequestFailure(error, () => null).code);
      throw error;
    }
    ends.push('whole');
    return json({ bytes });
  };
  const app = createApp({
    endpoints,
    handlers: { usual: count, some: count, any: count, guarded: count },
    description: {},
    problemKinds: problemKindsOf({}),
    translate: () => null,
    access: {
      tokens: {
        find: async () => ({ name: 'w', role: 'write', sha256: '', created: '', expires: null }),
      },
      host: '127.0.0.1',
      allowedHosts: [],
    },
    corsOrigins: [],
    bodyBytes: 10,
    largeBodyHint: 'send less',
    project: null,
    log: () => {},
    now: () => 0,
  });
  const server = await listen(app.fetch, {
    port: 0,
    host: '127.0.0.1',
    seconds: 5,
    connectionLimits: { headerSeconds: 0.3, requestSeconds: 0.4, stallSeconds: 30, ...limits },
  });
  onTestFinished(() => server.drain(0, () => {}));
  return { ends, server, url: server.address, client: () => rawClient(server.address) };
}

const head = (path: string, more: string) =>
  `PUT ${path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer w\r\n${more}\r\n\r\n`;

/** Sends a byte every so many milliseconds until it is told to stop. */
function drip(client: { send(words: string): void }, word = 'x', everyMs = 20): () => void {
  const timer = setInterval(() => client.send(word), everyMs);
  onTestFinished(() => clearInterval(timer));
  return () => clearInterval(timer);
}

const wait = (ms: number) => new Promise((done) => setTimeout(done, ms));

describe('a body of any other endpoint', () => {
  it('that comes slowly is cut, though it keeps coming', async () => {
    const { client, ends } = await serve();
    const slow = await client();
    slow.send(head('/usual', 'Content-Length: 10'));
    const timer = setInterval(() => slow.send('x'), 300);
    const { status, json } = parsedAnswer(await slow.answer);
    clearInterval(timer);
    expect({ status, code: json?.['code'] }).toEqual({ status: 408, code: 'request-too-slow' });
    expect(ends).not.toContain('whole');
  });
});

describe('an upload', () => {
  it.each([
    ['with its length', 'Content-Length: 1000000', 'x', ''],
    ['in chunks', 'Transfer-Encoding: chunked', '1\r\nx\r\n', '0\r\n\r\n'],
  ])('may take long while it keeps coming, %s', async (_, header, word, end) => {
    const { client, ends } = await serve({ stallSeconds: 1 });
    const slow = await client();
    slow.send(head('/any', `${header}\r\nConnection: close`));
    let sent = 0;
    const stop = drip({ send: (each) => (slow.send(each), (sent += 1)) }, word, 450);
    // Several times as long as any other request may take.
    await wait(3500);
    expect([slow.soFar(), ends]).toEqual(['', []]);
    stop();
    if (end === '') slow.send('x'.repeat(1_000_000 - sent));
    else slow.send(end);
    const { status, json } = parsedAnswer((await slow.answer).replace(/\r\n\r\n[0-9a-f]+\r\n/, '\r\n\r\n'));
    expect({ status, json }).toEqual({ status: 200, json: { bytes: end === '' ? 1_000_000 : sent } });
    expect(ends).toEqual(['whole']);
  });

  it.each([0.2, 1])(
    'that stands still for %d s is cut, and whoever reads it hears of it',
    async (stallSeconds) => {
      const { client, ends } = await serve({ stallSeconds });
      const slow = await client();
      slow.send(head('/any', 'Content-Length: 1000'));
      const stop = drip(slow);
      await wait(300);
      stop();
      const { status, json, headers } = parsedAnswer(await slow.answer);
      expect({ status, code: json?.['code'] }).toEqual({ status: 408, code: 'request-too-slow' });
      expect(json?.['detail']).toBe(
        `nothing of the body has come for ${stallSeconds} s (send it again, as a whole)`,
      );
      expect(headers['connection']).toBe('close');
      await expect.poll(() => ends, { timeout: 5000 }).toEqual(['request-too-slow']);
    },
  );

  it('that the end of the service cuts fails for whoever reads it', async () => {
    const { client, ends, server } = await serve();
    const slow = await client();
    slow.send(head('/any', 'Content-Length: 1000'));
    drip(slow);
    await wait(100);
    await server.drain(0, () => {});
    expect(parsedAnswer(await slow.answer).json?.['code']).toBe('not-ready');
    await expect.poll(() => ends).toEqual(['not-ready']);
  });

  it('that waits to be read does not stand still', async () => {
    const { url, ends } = await serve({ stallSeconds: 0.1 }, 400);
    const body = new Uint8Array(400_000);
    const response = await fetch(`${url}/any`, {
      method: 'PUT',
      body,
      headers: { Authorization: 'Bearer w' },
    });
    expect(await response.json()).toEqual({ bytes: body.length });
    expect(ends).toEqual(['whole']);
  });

  it('gets no more time than others where it may not be made', async () => {
    const { client } = await serve();
    const slow = await client();
    slow.send(head('/guarded', 'Content-Length: 1000'));
    drip(slow);
    const said = await slow.answer;
    expect(said).toMatch(/^HTTP\/1\.1 403 /);
    expect(said).not.toContain('"bytes"');
  });

  it('leaves a next request on its connection as little time as others', async () => {
    const { client } = await serve();
    const one = await client();
    one.send(head('/any', 'Content-Length: 1'));
    await wait(600);
    one.send('x');
    await one.answered('"bytes":1');
    one.send('PUT /any HTTP/1.1\r\nX: ');
    expect(await one.answer).toMatch(/HTTP\/1\.1 408/);
  });

  it('that has come leaves a next request as little time, while it is answered still', async () => {
    const { client } = await serve({}, 3000);
    const one = await client();
    one.send(`${head('/any', 'Content-Length: 1')}xPUT /any HTTP/1.1\r\nX: `);
    expect(await one.answer).toMatch(/^HTTP\/1\.1 408/);
  });

  it.each([
    ['/usual', 11, 413, 'the body takes more than 10 bytes (send less)'],
    ['/some', 100, 200, undefined],
    ['/some', 101, 413, 'the body takes more than 100 bytes (send it in parts)'],
    ['/any', 1_000_000, 200, undefined],
  ])('has a limit of its own: %s with %i bytes is %i', async (path, bytes, status, detail) => {
    const { url } = await serve();
    const whole = new Uint8Array(bytes);
    for (const body of [whole, new Blob([whole]).stream()]) {
      const init = { method: 'PUT', body, headers: { Authorization: 'Bearer w' }, duplex: 'half' };
      const response = await fetch(`${url}${path}`, init as RequestInit);
      expect(response.status).toBe(status);
      expect(await response.json()).toMatchObject(status === 200 ? { bytes } : { detail });
    }
  });
});
