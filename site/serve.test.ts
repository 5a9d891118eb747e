import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const serve = (...args: string[]) =>
  spawnSync(process.execPath, [join(import.meta.dirname, 'serve.ts'), ...args], { encoding: 'utf8' });

test.each([
  [['--port', 'eighty'], 'serve: --port eighty is no port: give a number from 0 to 65535\n'],
  [['--port', '70000'], 'serve: --port 70000 is no port: give a number from 0 to 65535\n'],
  [['--prot', '80'], '--help lists the options'],
  [['--allowed-hosts', 'a.example,10.*'], 'serve: --allowed-hosts: 10.* is no host name: give one such as'],
])('wrong use (%s) is told in one line', (args, words) => {
  const { status, stderr } = serve(...args);
  expect(status).toBe(1);
  expect(stderr).toContain(words);
  expect(stderr.trim().split('\n')).toHaveLength(1);
});

test('help names the options', () => {
  expect(serve('--help').stdout).toContain('--port <number>');
});

test('serves as firebase.json says, to this machine alone', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'served-'));
  mkdirSync(join(folder, '_astro'));
  mkdirSync(join(folder, '.prerender'));
  const text = 'a'.repeat(2000);
  for (const file of ['index.html', 'about.html', '_astro/a.js', '.prerender/a.txt', '.hidden'])
    writeFileSync(join(folder, file), text);
  const child = spawn(process.execPath, [
    join(import.meta.dirname, 'serve.ts'),
    '--folder',
    folder,
    '--port',
    '0',
    '--allowed-hosts',
    'a.example',
  ]);
  try {
    const [said] = (await once(child.stdout, 'data')) as [Buffer];
    const [, port] = /http:\/\/localhost:(\d+)\/\n$/.exec(String(said)) ?? [];
    const get = (path: string) => fetch(`http://127.0.0.1:${port}${path}`, { redirect: 'manual' });
    const page = await get('/');
    expect(Object.fromEntries(page.headers)).toMatchObject({
      'cache-control': 'no-cache',
      'cross-origin-embedder-policy': 'require-corp',
      'cross-origin-opener-policy': 'same-origin',
      'content-encoding': expect.stringMatching(/^(br|gzip)$/),
      'x-frame-options': 'DENY',
    });
    expect(await page.text()).toBe(text);
    const script = await get('/_astro/a.js');
    expect(script.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(script.headers.get('x-frame-options')).toBe('DENY');
    expect((await get('/about')).headers.get('location')).toBe('/about/');
    for (const path of ['/.hidden', '/.prerender/a.txt', '/none/'])
      expect((await get(path)).status).toBe(404);
    await expect(fetch(`http://[::1]:${port}/`)).rejects.toThrow('fetch failed');
    const [whole, part] = await Promise.all(
      ['gzip', 'identity'].map((coding) =>
        fetch(`http://127.0.0.1:${port}/`, { headers: { Range: 'bytes=0-9', 'Accept-Encoding': coding } }),
      ),
    );
    // A part of the text, never of its compressed form.
    expect([whole?.status, whole?.headers.get('content-range'), await whole?.text()]).toEqual([
      200,
      null,
      text,
    ]);
    expect([part?.status, part?.headers.get('content-encoding'), await part?.text()]).toEqual([
      206,
      null,
      'a'.repeat(10),
    ]);
    const statusAs = async (host: string) => {
      const asked = request({ host: '127.0.0.1', port: Number(port), headers: { host } }).end();
      const [answer] = (await once(asked, 'response')) as [IncomingMessage];
      return answer.resume().statusCode;
    };
    expect(await Promise.all(['localhost', 'a.example', 'b.example'].map(statusAs))).toEqual([200, 200, 421]);
  } finally {
    child.kill('SIGTERM');
    await once(child, 'exit');
    rmSync(folder, { recursive: true });
  }
});
