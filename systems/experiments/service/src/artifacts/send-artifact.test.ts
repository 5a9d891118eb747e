import { describe, expect, it } from 'vitest';
import type { Located } from '@modelfolio/experiments/artifact-places';
import { artifactTrial } from '../../test/artifact-trial.ts';
import { sendArtifact } from './send-artifact.ts';

/** A place with one file, that tells what becomes of it. */
function placeWith(text: string, sha256: string | null = null) {
  const calls: string[] = [];
  const located: Located = {
    prefix: 'before',
    isServed: false,
    place: {
      uri: 'file:///place',
      open: async (path) => {
        calls.push(`open ${path}`);
        if (path.endsWith('folder')) return 'folder';
        if (path.endsWith('none')) return null;
        return {
          bytes: text.length,
          changed: Date.UTC(2026, 0, 1),
          version: 'v1',
          sha256,
          read: async (part) => {
            calls.push(`read ${JSON.stringify(part ?? null)}`);
            const { first, last } = part ?? { first: 0, last: text.length - 1 };
            return new Response(text.slice(first, last + 1)).body as ReadableStream<Uint8Array>;
          },
          close: async () => void calls.push('close'),
        };
      },
      list: () => Promise.reject(new Error('not asked for')),
      write: () => Promise.reject(new Error('not asked for')),
      remove: () => Promise.reject(new Error('not asked for')),
    },
  };
  const send = (headers: Record<string, string> = {}, path = 'a.csv', method = 'GET') =>
    sendArtifact(new Request('http://localhost/', { method, headers }), located, path);
  return { send, calls, located };
}

describe('what is sent', () => {
  it('is read once, or closed where nobody reads it', async () => {
    for (const [headers, method, status, expected] of [
      [{}, 'GET', 200, 'read null'],
      [{ Range: 'bytes=2-3' }, 'GET', 206, 'read {"first":2,"last":3}'],
      [{}, 'HEAD', 200, 'close'],
      // Parts are for GET alone.
      [{ Range: 'bytes=99-' }, 'HEAD', 200, 'close'],
      [{ Range: 'bytes=99-' }, 'GET', 416, 'close'],
      [{ 'If-None-Match': '"v1"' }, 'GET', 304, 'close'],
      [{ 'If-Match': '"v0"', Range: 'bytes=1-2' }, 'GET', 412, 'close'],
    ] as const) {
      const { send, calls } = placeWith('0123456789');
      const response = await send(headers, 'a.csv', method);
      await response.text();
      expect([headers, response.status, calls]).toEqual([headers, status, ['open before/a.csv', expected]]);
    }
  });

  it('says what it is, and with which digest', async () => {
    const { send } = placeWith('0123456789', '00ff');
    expect(Object.fromEntries((await send()).headers)).toEqual({
      'accept-ranges': 'bytes',
      'cache-control': 'no-cache',
      'content-disposition': 'attachment; filename=a.csv',
      'content-length': '10',
      'content-type': 'text/plain',
      etag: '"v1"',
      'last-modified': 'Thu, 01 Jan 2026 00:00:00 GMT',
      'repr-digest': 'sha-256=:AP8=:',
      'x-content-type-options': 'nosniff',
    });
    expect((await placeWith('x').send()).headers.has('Repr-Digest')).toBe(false);
  });

  it('has no length of a body where it has none', async () => {
    const { send } = placeWith('0123456789');
    for (const [headers, range] of [
      [{ 'If-None-Match': '"v1"' }, null],
      [{ Range: 'bytes=10-' }, 'bytes */10'],
    ] as const) {
      const response = await send(headers);
      expect([response.headers.get('Content-Length'), response.headers.get('Content-Range')]).toEqual([
        null,
        range,
      ]);
    }
  });

  it('is told by its path in what the caller asked for', async () => {
    const { send, located } = placeWith('x');
    await expect(send({}, 'none')).rejects.toThrow("No such artifact: 'none'");
    await expect(send({}, 'folder')).rejects.toThrow(
      "Artifact path refers to a directory, not a file: 'folder'",
    );
    const request = new Request('http://localhost/');
    await expect(sendArtifact(request, { ...located, isServed: true }, 'none')).rejects.toThrow(
      "No such artifact: 'before/none'",
    );
  });
});

const { start, put, get } = artifactTrial();

it('an empty file has no part', async () => {
  start();
  await put('empty.bin', '');
  const response = await get('empty.bin', { Range: 'bytes=0-' });
  expect([response.status, response.headers.get('Content-Range')]).toEqual([416, 'bytes */0']);
});
