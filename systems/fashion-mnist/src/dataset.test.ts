import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '@modelfolio/command-line/testing/temporary-folder';
import { loadDataset, type DatasetEffects } from './dataset.ts';
import type { DatasetFile } from './dataset-files.ts';
import { encodeIdx } from '@modelfolio/inference/idx';
import { seededRandom } from '@modelfolio/statistics/seeded-random';

const rows = 40;
const noise = seededRandom(1);
const images = encodeIdx({
  shape: [rows, 28, 28],
  // Noise, so that gzip cannot make it small and a transfer has a middle.
  data: Uint8Array.from({ length: rows * 784 }, () => 256 * noise()),
});
const labels = encodeIdx({ shape: [rows], data: Uint8Array.from({ length: rows }, (_, row) => row % 10) });
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const files: DatasetFile[] = [
  { part: 'train', content: 'images', name: 'images.gz', shape: [rows, 28, 28], sha256: sha256(images) },
  { part: 'train', content: 'labels', name: 'labels.gz', shape: [rows], sha256: sha256(labels) },
];

let folder = '';
let server: Server;
let requests: string[] = [];
let answer: (request: IncomingMessage, response: ServerResponse) => void;
let base = '';

beforeEach(async () => {
  folder = await temporaryFolder();
  requests = [];
  answer = serve;
  server = createServer((request, response) => {
    requests.push(`${request.url} ${request.headers.range ?? 'whole'}`);
    answer(request, response);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
});

const published: Record<string, Buffer> = { '/images.gz': gzipSync(images), '/labels.gz': gzipSync(labels) };

/** A server that knows ranges, as the publisher's does. */
function serve(request: IncomingMessage, response: ServerResponse): void {
  const body = published[request.url ?? ''];
  if (!body) return void response.writeHead(404).end();
  const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? Number.NaN);
  if (Number.isNaN(start)) return void response.writeHead(200, { 'content-length': body.length }).end(body);
  if (start >= body.length)
    return void response.writeHead(416, { 'content-range': `bytes */${body.length}` }).end();
  response.writeHead(206, {
    'content-length': body.length - start,
    'content-range': `bytes ${start}-${body.length - 1}/${body.length}`,
  });
  response.end(body.subarray(start));
}

function effects(changes: Partial<DatasetEffects> = {}): DatasetEffects {
  return {
    fetch,
    addresses: [base],
    progress: () => {},
    env: {},
    cache: join(folder, 'cache'),
    system: join(folder, 'system'),
    files,
    ...changes,
  };
}
async function put(place: string, contents: Record<string, Uint8Array>): Promise<string> {
  const path = join(folder, place);
  await mkdir(path, { recursive: true });
  for (const [name, bytes] of Object.entries(contents)) await writeFile(join(path, name), bytes);
  return path;
}

describe('places a data set may lie', () => {
  it.each([
    ['compressed', { 'images.gz': gzipSync(images), 'labels.gz': gzipSync(labels, { level: 1 }) }],
    ['as it is', { images, labels }],
  ])("reads the distribution's files %s, and downloads nothing", async (_, contents) => {
    const system = await put('system', contents);
    const loaded = await loadDataset('train', effects());
    expect(loaded.rows).toBe(rows);
    expect(loaded.source).toBe(system);
    expect(Buffer.compare(loaded.images, images.subarray(16))).toBe(0);
    expect([...loaded.labels.subarray(0, 3)]).toEqual([0, 1, 2]);
    expect(requests).toEqual([]);
  });

  it('prefers the named folder and will not look elsewhere', async () => {
    await put('system', { images, labels });
    const named = await put('mine', { images, labels });
    const env = { MODELFOLIO_FASHION_MNIST: named };
    expect((await loadDataset('train', effects({ env }))).source).toBe('folder in MODELFOLIO_FASHION_MNIST');
    const wrong = { MODELFOLIO_FASHION_MNIST: join(folder, 'nowhere') };
    await expect(loadDataset('train', effects({ env: wrong }))).rejects.toThrow(
      /nowhere\/(images|labels)\.gz does not exist \(correct or unset MODELFOLIO_FASHION_MNIST\)/,
    );
    expect(requests).toEqual([]);
  });
});

const other = encodeIdx({ shape: [rows, 28, 28], data: new Uint8Array(rows * 784) });
describe('files that are there but wrong', () => {
  it.each([
    ['truncated gzip', gzipSync(images).subarray(0, 5000), /images\.gz: truncated gzip file/],
    [
      'damaged gzip',
      Buffer.concat([gzipSync(images).subarray(0, 9000), Buffer.alloc(900, 7)]),
      /images\.gz: (?:truncated gzip file|not a gzip file)/,
    ],
    ['truncated content', gzipSync(images.subarray(0, 4000)), /images\.gz: truncated: the header promises/],
    [
      'wrong magic number',
      gzipSync(labels),
      /images\.gz: wrong magic number 0x00000801: expected 3 dimensions, received 1/,
    ],
    [
      'other counts',
      gzipSync(encodeIdx({ shape: [1, 28, 28], data: new Uint8Array(784) })),
      /holds 1×28×28 values, expected 40×28×28/,
    ],
    ['other content', gzipSync(other), /images\.gz: its content has SHA-256 [0-9a-f]{12}…, expected/],
    ['no data set', Buffer.from('<html>'), /images\.gz: wrong magic number 0x3c68746d/],
    ['nothing', Buffer.alloc(0), /images\.gz: truncated: 0 bytes/],
  ])('are named and refused in one line: %s', async (_, bytes, message) => {
    await put('cache', { 'images.gz': bytes, 'labels.gz': gzipSync(labels) });
    const error = await loadDataset('train', effects()).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: 'dataset-damaged', message: expect.stringMatching(message) });
    expect((error as Error).message).not.toContain('\n');
    expect(requests).toEqual([]);
  });

  it('are refused when images and labels differ in number', async () => {
    const fewer = encodeIdx({ shape: [3], data: new Uint8Array(3) });
    await put('cache', { images, labels: fewer });
    const loose = files.map((file) =>
      file.content === 'labels' ? { ...file, shape: [3], sha256: sha256(fewer) } : file,
    );
    await expect(loadDataset('train', effects({ files: loose }))).rejects.toThrow(
      /images holds 40 images, .*labels 3 labels/,
    );
  });
});

describe('downloads', () => {
  it('come with progress and are kept, so that the next time needs no server', async () => {
    const seen: [string, number, number | null][] = [];
    const loaded = await loadDataset('train', effects({ progress: (...step) => void seen.push(step) }));
    expect(loaded.source).toBe(`${base}/images.gz`);
    const size = published['/images.gz']?.length;
    expect(seen.findLast(([name]) => name === 'images.gz')).toEqual(['images.gz', size, size]);
    expect((await readdir(join(folder, 'cache'))).sort()).toEqual(['images.gz', 'labels.gz']);
    await loadDataset('train', effects({ addresses: [] }));
    expect(requests.sort()).toEqual(['/images.gz whole', '/labels.gz whole']);
  });

  it('go on where a broken connection left them', async () => {
    answer = (request, response) => {
      const body = published[request.url ?? ''] as Buffer;
      response.writeHead(200, { 'content-length': body.length });
      response.write(body.subarray(0, Math.floor(body.length / 2)), () =>
        setTimeout(() => response.destroy(), 50),
      );
    };
    await expect(loadDataset('train', effects())).rejects.toThrow(
      /could not be downloaded .*run again to resume/,
    );
    await expect
      .poll(async () => (await readdir(join(folder, 'cache'))).sort())
      .toEqual(['images.gz.part', 'labels.gz.part']);
    const half = (await readFile(join(folder, 'cache', 'images.gz.part'))).length;
    expect(half).toBeGreaterThan(0);
    answer = serve;
    requests = [];
    await loadDataset('train', effects());
    // One request each, for the missing half only.
    expect(requests.filter((request) => request.startsWith('/images'))).toEqual([
      `/images.gz bytes=${half}-`,
    ]);
    expect(await readFile(join(folder, 'cache', 'images.gz'))).toEqual(published['/images.gz']);
  });

  it('start afresh when what was there belongs to another file, or the server knows no ranges', async () => {
    await put('cache', {
      'images.gz.part': Buffer.from('something else'),
      'labels.gz.part': gzipSync(labels),
    });
    await loadDataset('train', effects());
    expect(requests.filter((request) => request.startsWith('/images')).length).toBe(2);
    expect(await readFile(join(folder, 'cache', 'images.gz'))).toEqual(published['/images.gz']);

    folder = await temporaryFolder();
    await put('cache', { 'images.gz.part': Buffer.from('something else') });
    answer = (request, response) => void response.end(published[request.url ?? '']);
    await loadDataset('train', effects());
    expect(await readFile(join(folder, 'cache', 'images.gz'))).toEqual(published['/images.gz']);
  });

  it('with the wrong content are refused, and nothing is kept', async () => {
    answer = (request, response) =>
      void response.end(request.url === '/images.gz' ? gzipSync(other) : published[request.url ?? '']);
    await expect(loadDataset('train', effects())).rejects.toThrow(/images\.gz: its content has SHA-256/);
    expect(await readdir(join(folder, 'cache'))).not.toContain('images.gz.part');
    expect(await readdir(join(folder, 'cache'))).not.toContain('images.gz');
  });

  it('fall back on the next address, and name each that failed', async () => {
    const loaded = await loadDataset('train', effects({ addresses: [`${base}/gone`, base] }));
    expect(loaded.source).toBe(`${base}/images.gz`);
    folder = await temporaryFolder();
    await expect(
      loadDataset('train', effects({ addresses: [`${base}/gone`, 'http://127.0.0.1:1'] })),
    ).rejects.toThrow(/gone\/.*HTTP 404; http:\/\/127\.0\.0\.1:1\/.*fetch failed.*MODELFOLIO_FASHION_MNIST/);
  });
});
