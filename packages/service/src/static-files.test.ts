import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { rawClient } from '../test/raw-client.ts';
import { startStaticServer, type StaticServer } from './static-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'static-files-'));
const write = (path: string, text: string) => {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), text);
};
let server: StaticServer;

/** Asks without the tidying that `fetch` does to addresses. */
function ask(
  path: string,
  options: { method?: string; headers?: Record<string, string>; port?: number } = {},
) {
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
  for (const path of [
    '/%',
    '/../static-files.ts',
    '/%2e%2e/',
    '/%00',
    '*',
    '/a%2fdata.json',
    '/a/nul',
    '/C:/',
  ])
    expect((await ask(path)).status, path).toBe(400);
  for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS'])
    expect(await ask('/', { method })).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD' } });
  expect(await ask('/', { method: 'HEAD' })).toMatchObject({ status: 200, body: '' });
});

describe('a part of a file', () => {
  const digits = '0123456789';
  beforeAll(() => write('a/digits.bin', digits));
  const part = (headers: Record<string, string>, method = 'GET') => ask('/a/digits.bin', { method, headers });

  test.each([
    ['bytes=0-0', '0', 'bytes 0-0/10'],
    ['bytes=2-4', '234', 'bytes 2-4/10'],
    ['bytes=7-', '789', 'bytes 7-9/10'],
    ['bytes=-3', '789', 'bytes 7-9/10'],
    ['bytes=-99', digits, 'bytes 0-9/10'],
    ['bytes=5-99', '56789', 'bytes 5-9/10'],
  ])('%s is sent', async (range, body, where) => {
    const answer = await part({ range });
    expect(answer).toMatchObject({
      status: 206,
      body,
      headers: {
        'content-range': where,
        'content-length': String(body.length),
        'accept-ranges': 'bytes',
        'cache-control': 'max-age=9',
      },
    });
  });

  test.each(['bytes=10-', 'bytes=99-100', 'bytes=-0'])('%s is not there', async (range) => {
    const { status, headers, body } = await part({ range });
    expect([status, headers['content-range'], body]).toEqual([
      416,
      'bytes */10',
      'The file has no such part.\n',
    ]);
  });

  test.each(['bytes=5-2', 'bytes=0-1,3-4', 'items=0-1', 'nonsense', 'bytes=', ''])(
    'that %j does not name is the whole',
    async (range) => {
      const { status, headers, body } = await part({ range });
      expect([status, headers['content-range'], body]).toEqual([200, undefined, digits]);
    },
  );

  test('is sent of the file that was meant only', async () => {
    const range = 'bytes=2-4';
    const { headers } = await part({});
    const changed = String(headers['last-modified']);
    const later = new Date(Date.parse(changed) + 1000).toUTCString();
    const statusFor = async (condition: string) => (await part({ range, 'if-range': condition })).status;
    expect(await statusFor(changed)).toBe(206);
    // An entity tag of ours is weak: a compressed answer has the same.
    for (const other of [later, new Date(0).toUTCString(), String(headers['etag']), '"x"', '', 'nonsense'])
      expect([other, await statusFor(other)]).toEqual([other, 200]);
    expect((await part({ range, 'if-match': '"another"' })).status).toBe(412);
    expect((await part({ range, 'if-none-match': String(headers['etag']) })).status).toBe(304);
  });

  test('is nothing that HEAD asks for', async () => {
    const { status, headers, body } = await part({ range: 'bytes=2-4' }, 'HEAD');
    expect([status, headers['content-length'], headers['content-range'], body]).toEqual([
      200,
      '10',
      undefined,
      '',
    ]);
    expect((await part({ range: 'bytes=99-' }, 'HEAD')).status).toBe(200);
  });

  test('is not sent of an answer that is compressed on its way', async () => {
    const other = await startStaticServer(folder, {
      port: 0,
      through: (_, __, next) => next(),
      encodes: (_, response) => /json/.test(String(response.getHeader('content-type'))),
    });
    onTestFinished(() => other.close());
    const statusOf = async (path: string, accepted: string) =>
      (await ask(path, { headers: { range: 'bytes=0-0', 'accept-encoding': accepted }, port: other.port }))
        .status;
    for (const coded of ['gzip', 'gzip, deflate, br', '*', 'identity;q=0.5, gzip;q=0.1'])
      expect([coded, await statusOf('/a/data.json', coded)]).toEqual([coded, 200]);
    for (const plain of ['', 'identity', 'gzip;q=0', 'identity, *;q=0', 'identity;q=1, gzip;q=0.0'])
      expect([plain, await statusOf('/a/data.json', plain)]).toEqual([plain, 206]);
    expect(await statusOf('/a/digits.bin', 'gzip')).toBe(206);
  });

  test('of an empty file is not there', async () => {
    write('a/empty.bin', '');
    for (const range of ['bytes=0-', 'bytes=-1'])
      expect((await ask('/a/empty.bin', { headers: { range } })).status).toBe(416);
    expect(await ask('/a/empty.bin')).toMatchObject({ status: 200, body: '' });
  });

  test('and a file that shrinks while it is sent do not end the server', async () => {
    write('a/large.bin', 'x'.repeat(30_000_000));
    const cut = new Promise<void>((resolve) => {
      const asked = request({ host: '127.0.0.1', port: server.port, path: '/a/large.bin' }, (response) => {
        truncateSync(join(folder, 'a/large.bin'), 10);
        response.resume().on('close', resolve);
        response.on('error', () => {});
      });
      asked.on('error', () => resolve()).end();
    });
    await cut;
    expect((await ask('/')).status).toBe(200);
  });
});

test('links are followed inside the folder, not out of it', async () => {
  const outside = mkdtempSync(join(tmpdir(), 'static-files-outside-'));
  onTestFinished(() => rmSync(outside, { recursive: true }));
  writeFileSync(join(outside, 'secret.json'), '"secret"');
  symlinkSync(join(folder, 'a/data.json'), join(folder, 'a/link.json'));
  symlinkSync(join(outside, 'secret.json'), join(folder, 'a/secret.json'));
  symlinkSync(outside, join(folder, 'a/out'));
  symlinkSync('/dev/zero', join(folder, 'a/zero'));
  expect(await ask('/a/link.json')).toMatchObject({ status: 200, body: '{}' });
  for (const path of ['/a/secret.json', '/a/out/secret.json', '/a/zero'])
    expect([path, (await ask(path)).status]).toEqual([path, 404]);
});

test('a folder that is a link itself is served, and its neighbours are not', async () => {
  const around = mkdtempSync(join(tmpdir(), 'static-files-around-'));
  onTestFinished(() => rmSync(around, { recursive: true }));
  for (const name of ['site', 'site-secrets']) {
    mkdirSync(join(around, name));
    writeFileSync(join(around, name, 'data.json'), `"${name}"`);
  }
  symlinkSync('site', join(around, 'current'));
  symlinkSync('../site-secrets/data.json', join(around, 'site/other.json'));
  const other = await startStaticServer(join(around, 'current'), { port: 0 });
  onTestFinished(() => other.close());
  expect(await ask('/data.json', { port: other.port })).toMatchObject({ status: 200, body: '"site"' });
  expect((await ask('/other.json', { port: other.port })).status).toBe(404);
});

test('on loopback it answers to loopback names alone, and to those that are allowed', async () => {
  const other = await startStaticServer(folder, { port: 0, allowedHosts: ['a.example'] });
  onTestFinished(() => other.close());
  const statusOf = async (host: string, port: number) => (await ask('/', { headers: { host }, port })).status;
  for (const host of ['localhost', `127.0.0.1:${server.port}`, '[::1]', 'app.localhost:1'])
    expect([host, await statusOf(host, server.port)]).toEqual([host, 200]);
  expect(await statusOf('a.example', server.port)).toBe(421);
  expect(await statusOf('a.example:80', other.port)).toBe(200);
  expect(await statusOf('b.example', other.port)).toBe(421);
  expect(await statusOf('a b', server.port)).toBe(400);
  const client = await rawClient(`http://127.0.0.1:${server.port}`);
  client.send('GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\nConnection: close\r\n\r\n');
  expect(await client.answer).toMatch(/^HTTP\/1\.1 400 /);
});

test('what cannot be answered is told without its trace', async () => {
  const other = await startStaticServer(folder, {
    port: 0,
    headersOf: () => {
      throw new Error('secret');
    },
  });
  onTestFinished(() => other.close());
  expect(await ask('/', { port: other.port })).toMatchObject({
    status: 500,
    body: 'This cannot be shown now.\n',
  });
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
