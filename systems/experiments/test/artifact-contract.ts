import { createCipheriv, createHash } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ArtifactPlace } from '../src/artifacts/artifact-place.ts';

/** A place to try, with nothing in it. */
interface Tried {
  readonly place: ArtifactPlace;
  /** All that lies there, whether it is shown or not: names of files, and of uploads that have not ended. */
  leftovers(): Promise<string[]>;
  stop(): Promise<void>;
}

const text = async (body: ReadableStream<Uint8Array>): Promise<string> => new Response(body).text();
const sha256 = (data: Uint8Array | string): string => createHash('sha256').update(data).digest('hex');

async function* bodyOf(...chunks: readonly (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) {
    await turn();
    yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
  }
}

/** As of a client that goes in the middle. */
async function* cutBody(before: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* bodyOf(...before);
  throw new Error('the connection was cut');
}

const mebibyte = 1 << 20;
/** Bytes that do not repeat soon. */
const bytesOf = (length: number): Buffer =>
  createCipheriv('aes-128-ctr', Buffer.alloc(16), Buffer.alloc(16)).update(Buffer.alloc(length));

/**
 * What every place of artifacts does.
 *
 * @param missing why it cannot be tried here; `null` where it can
 */
export function describeArtifactPlace(
  what: string,
  start: () => Promise<Tried>,
  missing: string | null = null,
): void {
  describe.skipIf(missing !== null)(`artifacts in ${what}${missing === null ? '' : ` (${missing})`}`, () => {
    let tried: Tried;
    let place: ArtifactPlace;
    beforeAll(async () => {
      tried = await start();
      place = tried.place;
    });
    afterAll(() => tried?.stop());

    const read = async (path: string): Promise<string | null> => {
      const found = await place.open(path);
      return found === null || found === 'folder' ? found : text(await found.read());
    };

    it('gives back what was stored, with its size, digest and time', async () => {
      const before = Date.now();
      const written = await place.write('run/model/MLmodel', bodyOf('flavors: ', '{}\n'));
      expect(written).toMatchObject({ bytes: 12, sha256: sha256('flavors: {}\n') });
      const found = await place.open('run/model/MLmodel');
      if (found === null || found === 'folder') throw new Error('it is not there');
      expect(found).toMatchObject({ bytes: 12, version: written.version });
      expect(Math.abs(found.changed - before)).toBeLessThan(60_000);
      expect(await text(await found.read())).toBe('flavors: {}\n');
    });

    it('keeps an empty file', async () => {
      expect(await place.write('empty/nothing.bin', bodyOf())).toMatchObject({
        bytes: 0,
        sha256: sha256(''),
      });
      expect(await read('empty/nothing.bin')).toBe('');
      expect(await place.list('empty')).toEqual([{ name: 'nothing.bin', bytes: 0 }]);
    });

    it('reads a part', async () => {
      await place.write('part.txt', bodyOf('0123456789'));
      for (const [first, last, expected] of [
        [0, 0, '0'],
        [3, 5, '345'],
        [9, 9, '9'],
        [0, 9, '0123456789'],
      ] as const) {
        const found = await place.open('part.txt');
        if (found === null || found === 'folder') throw new Error('it is not there');
        expect(await text(await found.read({ first, last }))).toBe(expected);
      }
    });

    it('lists what a folder holds, in the order of code points', async () => {
      for (const path of [
        'b.txt',
        'B.txt',
        '\u{1F600}.txt',
        '\uFB01.txt',
        'é.txt',
        'a/x.txt',
        'a/y/z.txt',
        'a-b.txt',
      ])
        await place.write(`listed/${path}`, bodyOf(path));
      expect(await place.list('listed')).toEqual([
        { name: 'B.txt', bytes: 5 },
        { name: 'a', bytes: null },
        { name: 'a-b.txt', bytes: 7 },
        { name: 'b.txt', bytes: 5 },
        { name: 'é.txt', bytes: 6 },
        { name: '\uFB01.txt', bytes: 7 },
        { name: '\u{1F600}.txt', bytes: 8 },
      ]);
      expect(await place.list('listed/a')).toEqual([
        { name: 'x.txt', bytes: 7 },
        { name: 'y', bytes: null },
      ]);
    });

    it('tells folders, files and nothing apart', async () => {
      await place.write('kinds/folder/file.txt', bodyOf('x'));
      expect(await place.open('kinds/folder')).toBe('folder');
      expect(await place.open('kinds')).toBe('folder');
      expect(await place.open('kinds/fold')).toBeNull();
      expect(await place.open('kinds/folder/file.txt/more')).toBeNull();
      expect(await place.list('kinds/missing')).toEqual([]);
      expect(await place.list('kinds/folder/file.txt')).toEqual([]);
      expect(await place.list('kinds/fold')).toEqual([]);
    });

    it('keeps names that are no plain words', async () => {
      const names = [
        'a b+c&d=e%step%1.png',
        "it's (1) [x] {y}.txt",
        '?!*;:@$,~.txt',
        'ü\u0308ñ日本語.txt',
        '__proto__',
      ];
      for (const name of names) await place.write(`names/${name}`, bodyOf(name));
      for (const name of names) expect(await read(`names/${name}`)).toBe(name);
      expect((await place.list('names')).map((each) => each.name).sort()).toEqual([...names].sort());
    });

    it('replaces a file whole, and tells the versions apart', async () => {
      const first = await place.write('replaced.txt', bodyOf('one'));
      const found = await place.open('replaced.txt');
      const second = await place.write('replaced.txt', bodyOf('two'));
      expect(second.version).not.toBe(first.version);
      expect(await read('replaced.txt')).toBe('two');
      if (found === null || found === 'folder') throw new Error('it is not there');
      // Either the bytes that were opened or a refusal, never those of the other.
      const seen = await found.read().then(text, (error: { code?: string }) => error.code);
      expect(['one', 'ABORTED']).toContain(seen);
    });

    it('streams a large file both ways', async () => {
      const data = bytesOf(12 * mebibyte);
      const pieces = Array.from({ length: 96 }, (_, at) =>
        data.subarray((at * mebibyte) / 8, ((at + 1) * mebibyte) / 8),
      );
      const written = await place.write('large.bin', bodyOf(...pieces), { bytes: data.length });
      expect(written).toMatchObject({ bytes: data.length, sha256: sha256(data) });
      const found = await place.open('large.bin');
      if (found === null || found === 'folder') throw new Error('it is not there');
      const hash = createHash('sha256');
      for await (const chunk of await found.read()) hash.update(chunk);
      expect(hash.digest('hex')).toBe(sha256(data));
      const again = await place.open('large.bin');
      if (again === null || again === 'folder') throw new Error('it is not there');
      const part = Buffer.from(
        await new Response(await again.read({ first: 9_000_000, last: 9_000_099 })).arrayBuffer(),
      );
      expect(part.equals(data.subarray(9_000_000, 9_000_100))).toBe(true);
    });

    it.each([
      ['at once', 0],
      ['after some bytes', 1],
      ['after many', 9],
    ])('leaves nothing of an upload that is cut %s', async (_, mebibytes) => {
      const before = await tried.leftovers();
      const sent = Array.from({ length: mebibytes }, () => bytesOf(mebibyte));
      await expect(place.write('cut/deep/file.bin', cutBody(sent))).rejects.toThrow('the connection was cut');
      expect(await place.open('cut/deep/file.bin')).toBeNull();
      expect(await tried.leftovers()).toEqual(before);
    });

    it('leaves what was there when its replacement is cut', async () => {
      await place.write('kept.txt', bodyOf('kept'));
      await expect(place.write('kept.txt', cutBody([bytesOf(9 * mebibyte)]))).rejects.toThrow('cut');
      await expect(place.write('kept.txt', bodyOf('shor'), { bytes: 5 })).rejects.toThrow(
        'The upload ended after 4 of 5 bytes.',
      );
      expect(await read('kept.txt')).toBe('kept');
    });

    it('stops an upload whose sender neither sends nor ends', async () => {
      const before = await tried.leftovers();
      const gone = new AbortController();
      async function* stuck(): AsyncGenerator<Uint8Array> {
        yield bytesOf(mebibyte);
        gone.abort();
        await new Promise<never>(() => {});
      }
      await expect(place.write('stuck.bin', stuck(), { signal: gone.signal })).rejects.toMatchObject({
        code: 'CANCELLED',
      });
      expect(await tried.leftovers()).toEqual(before);
    });

    it('closes what is opened and not read, or not to the end', async () => {
      const unread = await place.open('large.bin');
      if (unread === null || unread === 'folder') throw new Error('it is not there');
      await unread.close();
      const found = await place.open('large.bin');
      if (found === null || found === 'folder') throw new Error('it is not there');
      const reader = (await found.read()).getReader();
      expect((await reader.read()).done).toBe(false);
      await reader.cancel();
    });

    it('removes a file, a folder with all in it, and nothing', async () => {
      for (const path of ['a/b/c.txt', 'a/b.txt', 'a/bc.txt', 'ab.txt'])
        await place.write(`gone/${path}`, bodyOf('x'));
      await place.remove('gone/a/b');
      expect(await place.list('gone/a')).toEqual([
        { name: 'b.txt', bytes: 1 },
        { name: 'bc.txt', bytes: 1 },
      ]);
      await place.remove('gone/a/b.txt');
      await place.remove('gone/a/b.txt');
      await place.remove('gone/missing/too');
      expect(await read('gone/a/b.txt')).toBeNull();
      await place.remove('gone/a');
      expect(await place.list('gone')).toEqual([{ name: 'ab.txt', bytes: 1 }]);
      await expect(place.remove('')).rejects.toMatchObject({ message: 'Invalid path' });
    });

    it('has the last of several that write one file at once, whole', async () => {
      const texts = ['a', 'b', 'c', 'd', 'e'].map((letter) => letter.repeat(1000));
      await Promise.all(texts.map((each) => place.write('contested/file.txt', bodyOf(each))));
      expect(texts).toContain(await read('contested/file.txt'));
      expect(await place.list('contested')).toEqual([{ name: 'file.txt', bytes: 1000 }]);
    });
  });
}
