import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Caller } from '@modelfolio/experiments/store';
import { describe, expect, it } from 'vitest';
import { artifactTrial, failureOf } from '../../test/artifact-trial.ts';
import { deleteArtifact, listServedArtifacts, refuseParts } from './served-artifacts.ts';

const { at, start, ask, put, get } = artifactTrial();

describe('artifacts that are served', () => {
  it('are stored, listed, sent and removed', async () => {
    start();
    const stored = await put('0/run/artifacts/model/MLmodel', 'flavors: {}');
    expect([stored.status, await stored.text()]).toEqual([200, '{}']);
    await put('0/run/artifacts/gr%C3%B6%C3%9Fe%20%28x%29.csv', 'a,b');
    expect(readFileSync(at('mlartifacts/0/run/artifacts/größe (x).csv'), 'utf8')).toBe('a,b');
    const listed = await ask(listServedArtifacts, '?path=0/run/artifacts');
    expect(await listed.json()).toEqual({
      files: [
        { path: 'größe (x).csv', is_dir: false, file_size: 3 },
        { path: 'model', is_dir: true },
      ],
    });
    expect(await (await ask(listServedArtifacts, '?path=0/missing')).json()).toEqual({});
    const sent = await get('0/run/artifacts/model/MLmodel');
    expect(await sent.text()).toBe('flavors: {}');
    expect(Object.fromEntries(sent.headers)).toMatchObject({
      'content-type': 'text/plain',
      'content-disposition': 'attachment; filename=MLmodel',
      'content-length': '11',
      'x-content-type-options': 'nosniff',
      'accept-ranges': 'bytes',
      'cache-control': 'no-cache',
      'repr-digest': 'sha-256=:hMQmDKLvJo1k+e/M2wChfDgUl3NDaw8cGe/K/C6wEiA=:',
    });
    const removed = await ask(deleteArtifact, '', { method: 'DELETE', rest: '0/run' });
    expect([removed.status, await removed.text()]).toEqual([200, '{}']);
    expect(await failureOf(await get('0/run/artifacts/model/MLmodel'))).toEqual([
      404,
      'RESOURCE_DOES_NOT_EXIST',
      "No such artifact: '0/run/artifacts/model/MLmodel'",
    ]);
  });

  it('are sent in part, again or not, as a client asks', async () => {
    start();
    await put('a.bin', '0123456789');
    const whole = await get('a.bin');
    await whole.text();
    const tag = whole.headers.get('ETag') ?? '';
    const changed = whole.headers.get('Last-Modified') ?? '';
    expect(tag).toMatch(/^"[^"]+"$/);
    expect(Date.parse(changed)).toBeGreaterThan(Date.now() - 60_000);
    for (const [headers, status, body, range] of [
      [{ Range: 'bytes=2-4' }, 206, '234', 'bytes 2-4/10'],
      [{ Range: 'bytes=-3' }, 206, '789', 'bytes 7-9/10'],
      [{ Range: 'bytes=8-99' }, 206, '89', 'bytes 8-9/10'],
      [{ Range: 'bytes=10-' }, 416, '', 'bytes */10'],
      [{ Range: 'bytes=0-1,3-4' }, 200, '0123456789', null],
      [{ Range: 'bytes=1-1', 'If-Range': tag }, 206, '1', 'bytes 1-1/10'],
      [{ Range: 'bytes=1-1', 'If-Range': '"other"' }, 200, '0123456789', null],
      [{ Range: 'bytes=1-1', 'If-Range': changed }, 206, '1', 'bytes 1-1/10'],
      [{ Range: 'bytes=1-1', 'If-Range': new Date(0).toUTCString() }, 200, '0123456789', null],
      [{ 'If-None-Match': `"x", W/${tag}` }, 304, '', null],
      [{ 'If-None-Match': '*' }, 304, '', null],
      [{ 'If-None-Match': '"x"', 'If-Modified-Since': changed }, 200, '0123456789', null],
      [{ 'If-Modified-Since': changed }, 304, '', null],
      [{ 'If-Modified-Since': new Date(0).toUTCString() }, 200, '0123456789', null],
      [{ 'If-Match': '"x"' }, 412, '', null],
      [{ 'If-Match': tag, Range: 'bytes=0-0' }, 206, '0', 'bytes 0-0/10'],
      [{ 'If-Unmodified-Since': new Date(0).toUTCString() }, 412, '', null],
      [{ 'If-Unmodified-Since': changed }, 200, '0123456789', null],
    ] as const) {
      const response = await get('a.bin', headers);
      expect([
        headers,
        response.status,
        await response.text(),
        response.headers.get('Content-Range'),
      ]).toEqual([headers, status, body, range]);
      expect(response.headers.get('Content-Length')).toBe(status < 300 ? String(body.length) : null);
    }
    const head = await get('a.bin', { Range: 'bytes=1-2' }, { method: 'HEAD' });
    expect([head.status, head.headers.get('Content-Length'), head.body]).toEqual([200, '10', null]);
    await put('a.bin', '9876543210');
    expect(await (await get('a.bin', { 'If-None-Match': tag })).text()).toBe('9876543210');
  });

  it('never lie outside of their root, whatever a path says', async () => {
    start();
    writeFileSync(at('secret.txt'), 'secret');
    for (const rest of [
      '../secret.txt',
      '%2e%2e/secret.txt',
      '..%2fsecret.txt',
      '%252e%252e%252fsecret.txt',
      'a/../../secret.txt',
      `/${at('secret.txt')}`,
      '%2Fetc/passwd',
      '..%5csecret.txt',
      'file%3A///etc/passwd',
      'C:%5Cx',
    ]) {
      const refused = [400, 'INVALID_PARAMETER_VALUE', 'Invalid path'];
      expect(await failureOf(await get(rest))).toEqual(refused);
      expect(await failureOf(await put(rest, 'x'))).toEqual(refused);
      expect(await failureOf(await ask(deleteArtifact, '', { rest }))).toEqual(refused);
      expect(await failureOf(await ask(refuseParts, '', { rest }))).toEqual(refused);
      expect(await failureOf(await ask(listServedArtifacts, `?path=${encodeURIComponent(rest)}`))).toEqual(
        refused,
      );
    }
    expect(await failureOf(await ask(deleteArtifact, '', { rest: '.' }))).toEqual([
      400,
      'INVALID_PARAMETER_VALUE',
      'Invalid path',
    ]);
    expect(readFileSync(at('secret.txt'), 'utf8')).toBe('secret');
    expect(existsSync(at('mlartifacts'))).toBe(false);
  });

  it('are whole or not there', async () => {
    start();
    const cut = new ReadableStream({
      start: (controller) => controller.enqueue(Buffer.alloc(100_000)),
      pull: (controller) => controller.error(new Error('the client has gone')),
    });
    await expect(put('0/a/b.bin', cut)).rejects.toThrow('the client has gone');
    expect(await failureOf(await put('0/a/b.bin', 'abc', { headers: { 'Content-Length': '4' } }))).toEqual([
      400,
      'BAD_REQUEST',
      'The upload ended after 3 of 4 bytes.',
    ]);
    expect(existsSync(at('mlartifacts'))).toBe(false);
    expect((await put('empty.bin', '')).status).toBe(200);
    expect(await (await get('empty.bin')).text()).toBe('');
  });

  it('are told from folders, and parts of uploads are not taken', async () => {
    start();
    await put('a/b.txt', 'x');
    expect(await failureOf(await get('a'))).toEqual([
      400,
      'INVALID_PARAMETER_VALUE',
      "Artifact path refers to a directory, not a file: 'a'",
    ]);
    expect(await failureOf(await ask(refuseParts, '', { rest: 'a/b.txt' }))).toEqual([
      501,
      'NOT_IMPLEMENTED',
      'Multipart upload is not supported for the current artifact repository',
    ]);
  });

  it('are for those who may see and change their experiment', async () => {
    start();
    await put('1/run/a.txt', 'one');
    await put('other/a.txt', 'other');
    const reader: Caller = { server: 'none', experiments: { '1': 'read' } };
    const writer: Caller = { server: 'none', experiments: { '1': 'write' } };
    const status = async (asked: Promise<Response>): Promise<number> => {
      const response = await asked;
      await response.text();
      return response.status;
    };
    for (const [caller, expected] of [
      [reader, [200, 403, 403, 403, 200, 403, 403]],
      [writer, [200, 200, 403, 403, 200, 403, 200]],
      [{ server: 'read', experiments: {} }, [200, 403, 403, 200, 200, 200, 403]],
      [{ server: 'write', experiments: {} }, [200, 200, 200, 200, 200, 200, 200]],
    ] as const) {
      const found = [
        await status(get('1/run/a.txt', {}, { caller })),
        await status(put('1/run/a.txt', 'x', { caller })),
        await status(put('2/run/a.txt', 'x', { caller })),
        await status(get('other/a.txt', {}, { caller })),
        await status(ask(listServedArtifacts, '?path=1/run', { caller })),
        await status(ask(listServedArtifacts, '', { caller })),
        await status(ask(deleteArtifact, '', { rest: '1/run/none', caller })),
      ];
      expect([caller, found]).toEqual([caller, expected]);
    }
  });

  it('are not taken by a server that takes none', async () => {
    start({ destination: null });
    for (const response of [await get('a'), await put('a', 'x'), await ask(listServedArtifacts)])
      expect(await failureOf(response)).toEqual([
        503,
        'TEMPORARILY_UNAVAILABLE',
        'This server takes no artifacts: it was started with --no-serve-artifacts.',
      ]);
  });

  it('of 300 MB take no more memory than small ones', async () => {
    start();
    const peakOf = (mebibytes: number): number => {
      const program = join(import.meta.dirname, '../../test/stream-artifact.ts');
      const { stdout, stderr } = spawnSync(process.execPath, [program, at(''), String(mebibytes)], {
        encoding: 'utf8',
        timeout: 300_000,
      });
      if (stdout === '') throw new Error(stderr);
      const { peak, ...told } = JSON.parse(stdout) as { peak: number };
      expect(told).toEqual({ stored: 200, status: 200, received: mebibytes << 20 });
      return peak;
    };
    expect(peakOf(300) - peakOf(4)).toBeLessThan(100);
  }, 600_000);
});
