import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { download, gunzip, sha256, type DownloadEffects } from './download.ts';

const content = new TextEncoder().encode('weights');
const digest = createHash('sha256').update(content).digest('hex');
const file = { url: '/artifacts/ab/weights.bin', bytes: content.length, sha256: digest };
const live = new AbortController().signal;

function effects(response: () => Response, store: Map<string, Response> | 'refused' = new Map()) {
  let fetched = 0;
  const cache = {
    match: async (key: string) => store !== 'refused' && store.get(key)?.clone(),
    put: async (key: string, value: Response) => void (store !== 'refused' && store.set(key, value)),
  };
  const made: DownloadEffects = {
    fetch: async () => (fetched++, response()),
    caches: {
      open: async () => {
        if (store === 'refused') throw new DOMException('denied', 'SecurityError');
        return cache as unknown as Cache;
      },
    },
    sha256,
  };
  return { made, fetched: () => fetched, store };
}

test('fetches once, counts the bytes, and takes the kept file the next time', async () => {
  const { made, fetched, store } = effects(() => new Response(content));
  let counted = 0;
  for (let visit = 0; visit < 2; visit++) {
    const bytes = await download(file, (count) => (counted += count), live, made);
    expect(bytes).toEqual(Uint8Array.from(content));
  }
  expect(counted).toBe(2 * content.length);
  expect(fetched()).toBe(1);
  expect(store).toHaveProperty('size', 1);
});

test('works where the browser keeps nothing', async () => {
  const { made } = effects(() => new Response(content), 'refused');
  expect(await download(file, () => undefined, live, made)).toHaveLength(content.length);
  expect(await download(file, () => undefined, live, { ...made, caches: undefined })).toHaveLength(
    content.length,
  );
});

test('keeps and gives out no other bytes than promised', async () => {
  const { made, store } = effects(() => new Response('other'));
  await expect(download(file, () => undefined, live, made)).rejects.toMatchObject({ code: 'digest' });
  expect(store).toHaveProperty('size', 0);
});

test('names the file and the answer of the server', async () => {
  const { made } = effects(() => new Response(null, { status: 503 }));
  await expect(download(file, () => undefined, live, made)).rejects.toMatchObject({
    code: 'download',
    message: 'weights.bin: the server answered 503',
  });
});

test('a lost connection and a cancelled transfer are told apart', async () => {
  const failing: DownloadEffects = {
    fetch: () => Promise.reject(new TypeError('Failed to fetch')),
    caches: undefined,
    sha256,
  };
  await expect(download(file, () => undefined, live, failing)).rejects.toMatchObject({ code: 'download' });
  await expect(download(file, () => undefined, AbortSignal.abort(), failing)).rejects.toMatchObject({
    code: 'cancelled',
  });
});

test('unpacks gzip and lets through what a host has unpacked already', async () => {
  expect(await gunzip(Uint8Array.from(gzipSync(content)))).toEqual(Uint8Array.from(content));
  expect(await gunzip(Uint8Array.from(content))).toEqual(Uint8Array.from(content));
});

test('a cut off gzip file is refused', async () => {
  await expect(gunzip(Uint8Array.from(gzipSync(content).subarray(0, 20)))).rejects.toMatchObject({
    code: 'digest',
  });
});
