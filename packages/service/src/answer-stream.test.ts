import { connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { rawClient } from '../test/raw-client.ts';
import { answerStream } from './answer-stream.ts';
import { createApp } from './app.ts';
import { commonEndpoints, type Endpoints } from './endpoint.ts';
import { listen } from './listen.ts';
import { problemKindsOf } from './problem-kinds.ts';
import type { LogEntry } from './request-log.ts';

const endpoints = {
  ...commonEndpoints,
  file: { method: 'GET', path: '/file', summary: '', answers: { 200: z.unknown() }, problems: [] },
} as const satisfies Endpoints;

interface Source {
  parts: number;
  /** Bytes of each. */
  bytes?: number;
  pauseMs?: number;
  failsAt?: number;
  /** Milliseconds until it is answered. */
  waitMs?: number;
  headers?: Record<string, string>;
}

/** A service that answers with a stream of so many parts. */
function streaming({ parts, bytes = 10, pauseMs = 0, failsAt = Infinity, waitMs = 0, headers = {} }: Source) {
  const entries: LogEntry[] = [];
  const source = { pulled: 0, isCancelled: false };
  const app = createApp({
    endpoints,
    handlers: {
      file: async (context) => {
        if (waitMs > 0) await new Promise((done) => setTimeout(done, waitMs));
        const body = new ReadableStream<Uint8Array>({
          async pull(controller) {
            if (pauseMs > 0) await new Promise((done) => setTimeout(done, pauseMs));
            if (source.pulled === failsAt) throw new Error('secret');
            if (source.pulled === parts) return controller.close();
            source.pulled += 1;
            controller.enqueue(new Uint8Array(bytes).fill(97));
          },
          cancel: () => void (source.isCancelled = true),
        });
        return answerStream(context, body, 200, { 'Content-Type': 'text/x', ...headers });
      },
    },
    description: {},
    problemKinds: problemKindsOf({}),
    translate: () => null,
    corsOrigins: ['https://a.example'],
    bodyBytes: 1000,
    largeBodyHint: '',
    project: null,
    log: (entry) => entries.push(entry),
    // A second a part.
    now: () => source.pulled * 1000,
  });
  const serve = async (seconds = 5) => {
    const limits = { headerSeconds: seconds, requestSeconds: seconds };
    const server = await listen(app.fetch, { port: 0, host: '127.0.0.1', seconds, connectionLimits: limits });
    onTestFinished(() => server.drain(0, () => {}));
    return server.address;
  };
  const logged = async () => {
    await expect.poll(() => entries.length, { timeout: 5000 }).toBe(1);
    return entries[0];
  };
  return { app, serve, source, entries, logged };
}

const get = 'GET /file HTTP/1.1\r\nHost: localhost\r\n\r\n';

describe('an answer that is streamed', () => {
  it('is logged when it has ended, with what was sent', async () => {
    const { serve, entries, logged } = streaming({ parts: 3, pauseMs: 100 });
    const response = await fetch(`${await serve()}/file`);
    expect(entries).toEqual([]);
    expect(response.headers.get('content-type')).toBe('text/x');
    expect(await response.text()).toBe('a'.repeat(30));
    const entry = await logged();
    expect(entry).toMatchObject({
      severity: 'INFO',
      message: 'GET /file 200',
      httpRequest: { responseSize: '30', latency: '3s' },
    });
    expect(entry).not.toHaveProperty('problem');
  });

  it('may take long while bytes move', async () => {
    const { serve, logged } = streaming({ parts: 20, pauseMs: 100 });
    // Nothing may rest longer than 0.6 s.
    expect(await (await fetch(`${await serve(0.3)}/file`)).text()).toHaveLength(200);
    expect(await logged()).toMatchObject({ httpRequest: { responseSize: '200' } });
  });

  it('that nobody reads is cut, and logged so', async () => {
    const { serve, logged, source } = streaming({ parts: 100_000, bytes: 100_000 });
    const client = await rawClient(await serve(0.3));
    client.pause();
    client.send(get);
    expect(await logged()).toMatchObject({
      severity: 'WARNING',
      problem: 'client-gone',
      httpRequest: { status: 200 },
    });
    expect(source).toMatchObject({ isCancelled: true });
    expect(source.pulled).toBeLessThan(1000);
  });

  it('whose client goes away is logged with what was sent until then, and its source cancelled', async () => {
    const { serve, logged, source } = streaming({ parts: 1000, pauseMs: 20 });
    const { hostname, port } = new URL(await serve());
    const socket = connect({ host: hostname, port: Number(port) });
    socket.write(get);
    let said = '';
    socket.setEncoding('utf8').on('data', (words: string) => (said += words));
    await expect.poll(() => said).toContain('aaa');
    socket.destroy();
    const entry = await logged();
    expect(entry).toMatchObject({ severity: 'WARNING', message: 'GET /file 200', problem: 'client-gone' });
    const { responseSize } = (entry?.['httpRequest'] ?? {}) as { responseSize?: string };
    expect(Number(responseSize)).toBeGreaterThan(0);
    // A stream makes one part more than was asked for.
    expect([source.pulled, source.pulled - 1].map((parts) => parts * 10)).toContain(Number(responseSize));
    expect(source.isCancelled).toBe(true);
    expect(source.pulled).toBeLessThan(500);
  });

  it.each([{}, { 'Content-Length': '1000' }])(
    'whose source fails is cut, not ended, with %j',
    async (headers) => {
      const { serve, logged } = streaming({ parts: 100, pauseMs: 20, failsAt: 3, headers });
      const response = await fetch(`${await serve()}/file`);
      await expect(response.text()).rejects.toThrow('terminated');
      expect(await logged()).toMatchObject({
        severity: 'ERROR',
        problem: 'unexpected',
        failure: 'Error',
        httpRequest: { status: 200, responseSize: '30' },
      });
      expect(JSON.stringify(await logged())).not.toContain('secret');
    },
  );

  it('that comes when something else was answered is not read', async () => {
    const { serve, source, logged } = streaming({ parts: 100, waitMs: 1500 });
    const client = await rawClient(await serve(0.2));
    client.send(`${get.slice(0, -2)}Content-Length: 10\r\n\r\n`);
    expect(await client.answer).toMatch(/^HTTP\/1\.1 408/);
    expect(await logged()).toMatchObject({ problem: 'client-gone', httpRequest: { responseSize: '0' } });
    expect(source.isCancelled).toBe(true);
  });

  it('is not read for HEAD, and logged with the length that it would have', async () => {
    const { serve, logged, source } = streaming({ parts: 3, headers: { 'Content-Length': '30' } });
    const response = await fetch(`${await serve()}/file`, { method: 'HEAD' });
    expect(response.headers.get('content-length')).toBe('30');
    expect(await logged()).toMatchObject({ httpRequest: { requestMethod: 'HEAD', responseSize: '30' } });
    expect(source).toMatchObject({ isCancelled: true });
  });

  it('is counted where a page of another site asks, and without a socket', async () => {
    const { app, logged } = streaming({ parts: 2 });
    const response = await app.request('/file', { headers: { Origin: 'https://a.example' } });
    expect(await response.text()).toBe('a'.repeat(20));
    expect(await logged()).toMatchObject({ severity: 'INFO', httpRequest: { responseSize: '20' } });
    const failing = streaming({ parts: 2, failsAt: 1 });
    await expect((await failing.app.request('/file')).text()).rejects.toThrow('secret');
    expect(await failing.logged()).toMatchObject({ problem: 'unexpected' });
    const left = streaming({ parts: 9 });
    await (await left.app.request('/file')).body?.cancel();
    expect(await left.logged()).toMatchObject({ problem: 'client-gone' });
  });
});
