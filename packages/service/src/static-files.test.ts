import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startStaticServer, type StaticServer } from './static-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'static-files-'));
const write = (path: string, text: string) => {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), text);
};
let server: StaticServer;

/** Asks without the tidying that `fetch` does to addresses. */
function ask(path: string, options: { method?: string; headers?: Record<string, string> } = {}) {
  return new Promise<{ status: number; headers: Record<string, unknown>; body: string }>(
    (resolve, reject) => {
      const asked = request({ host: '127.0.0.1', port: server.port, path, ...options }, (response) => {
        let body = '';
        response.setEncoding('utf8').on('data', (text: string) => (body += text));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
        );
      });
      asked.on('error', reject).end();
    },
  );
}

beforeAll(async () => {
  write('index.html', '<p>home</p>');
  write('a/index.html', '<p>ä</p>');
  write('a/data.json', '{}');
  write('a/shard.gzip', 'xx');
  write('a/notes.md', 'ä');
  write('404.html', '<p>missing</p>');
  write('.secret', 'hidden');
  server = await startStaticServer(folder, {
    port: 0,
    headersOf: (path) => ({
      'X-Path': path,
      ...(path.startsWith('/a/') && { 'Cache-Control': 'max-age=9' }),
    }),
    isHidden: (file) => file.startsWith('/.'),
  });
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

test('pages and files are served with their types and headers', async () => {
  expect(await ask('/')).toMatchObject({
    status: 200,
    body: '<p>home</p>',
    headers: { 'content-type': 'text/html; charset=utf-8', 'x-path': '/' },
  });
  expect(await ask('/a/data.json?x=1')).toMatchObject({
    status: 200,
    body: '{}',
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'max-age=9' },
  });
  const { headers } = await ask('/a/shard.gzip');
  expect(headers['content-type']).toBe('application/octet-stream');
  expect(headers).not.toHaveProperty('content-encoding');
  expect((await ask('/a/notes.md')).headers['content-type']).toBe('text/markdown; charset=utf-8');
});

test('other spellings of an address are redirected, with their query', async () => {
  expect(await ask('/a?x=1?y')).toMatchObject({
    status: 301,
    headers: { location: '/a/?x=1?y', 'x-path': '/a' },
  });
});

test('what is missing or hidden gets the page for that', async () => {
  for (const path of ['/none/', '/.secret', '/a/data.json/', `/${'x'.repeat(5000)}`, '/404/', '/404.html']) {
    const { status, body, headers } = await ask(path);
    expect([status, body], path).toEqual([404, '<p>missing</p>']);
    // Not what is said of files there: nobody is to remember for long that it is missing.
    expect(headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'x-path': '/404.html' });
    expect(headers).not.toHaveProperty('cache-control');
  }
});

test('bad addresses and other methods are refused, and the server goes on', async () => {
  for (const path of ['/%', '/../static-files.ts', '/%2e%2e/', '/%00', '*'])
    expect((await ask(path)).status, path).toBe(400);
  for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS'])
    expect(await ask('/', { method })).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD' } });
  expect(await ask('/', { method: 'HEAD' })).toMatchObject({ status: 200, body: '' });
});

test('a part of a file is never sent, whatever part is asked for', async () => {
  for (const range of ['bytes=0-1', 'bytes=5-2', 'bytes=9999-', 'nonsense'])
    expect(await ask('/', { headers: { range } })).toMatchObject({ status: 200, body: '<p>home</p>' });
});

test('what has not changed is not sent again', async () => {
  const { headers } = await ask('/a/data.json');
  const again = await ask('/a/data.json', { headers: { 'if-none-match': String(headers['etag']) } });
  expect(again).toMatchObject({ status: 304, body: '', headers: { 'cache-control': 'max-age=9' } });
});

test('the next free port is taken, on this machine alone unless told otherwise', async () => {
  const next = await startStaticServer(folder, { port: server.port, host: '127.0.0.1' });
  expect(next.port).toBeGreaterThan(server.port);
  await next.close();
  await expect(fetch(`http://[::1]:${server.port}/`)).rejects.toThrow('fetch failed');
  await expect(startStaticServer(folder, { port: 0, host: '203.0.113.1' })).rejects.toThrow('EADDRNOTAVAIL');
});

test('answers go through what is given, and without a page for it a sentence says what is missing', async () => {
  const empty = mkdtempSync(join(tmpdir(), 'static-files-'));
  const seen: string[] = [];
  const other = await startStaticServer(empty, {
    port: 0,
    through: ({ url = '' }, _, next) => {
      seen.push(url);
      next();
    },
  });
  const response = await fetch(`http://127.0.0.1:${other.port}/`);
  expect([response.status, await response.text()]).toEqual([404, 'There is no page at this address.\n']);
  expect(seen).toEqual(['/']);
  await other.close();
  rmSync(empty, { recursive: true });
});
