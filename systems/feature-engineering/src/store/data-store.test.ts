import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addData } from './add-data.ts';
import { checkoutData } from './checkout-data.ts';
import { dataStatus } from './data-status.ts';
import { initStore, openStore, type DataStore } from './data-store.ts';
import { realStoreEffects, type StoreEffects } from './store-effects.ts';
import { pullData, pushData } from './transfer-data.ts';

let folder: string;
let store: DataStore;
let names = 0;

const effects: StoreEffects = { ...realStoreEffects, random: () => `t${names++}` };
const put = (name: string, text: string | Uint8Array): void => {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
};
const get = (name: string): string => readFileSync(join(folder, name), 'utf8');
const all = (inside = '.'): string[] =>
  readdirSync(join(folder, inside), { recursive: true, encoding: 'utf8' }).toSorted();
const states = async (): Promise<Record<string, string | null>> =>
  Object.fromEntries((await dataStatus(store)).map(({ path, state }) => [path, state]));
const cached = (md5: string): string => `.dvc/cache/files/md5/${md5.slice(0, 2)}/${md5.slice(2)}`;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'data-store-'));
  put('.git/HEAD', '');
  store = await initStore(folder, effects);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('data that is added', () => {
  it('is in the cache, read-only, and named by its .dvc file', async () => {
    put('d/a b.csv', 'a\r\n');
    const added = await addData(store, 'd/a b.csv');
    expect(added).toEqual({
      path: 'd/a b.csv',
      dvcFile: 'd/a b.csv.dvc',
      md5: createHash('md5').update('a\r\n').digest('hex'),
      size: 3,
      files: null,
      leftOut: [],
    });
    expect(get(cached(added.md5))).toBe('a\r\n');
    expect(statSync(join(folder, cached(added.md5))).mode & 0o777).toBe(0o444);
    expect(get('d/a b.csv.dvc')).toBe(
      `outs:\n- md5: ${added.md5}\n  size: 3\n  hash: md5\n  path: a b.csv\n`,
    );
    expect(get('d/.gitignore')).toBe('/a b.csv\n');
    await addData(store, join(store.root, 'd/a b.csv'));
    expect(get('d/.gitignore')).toBe('/a b.csv\n');
  });

  it('stands on a line of its own in .gitignore', async () => {
    put('.gitignore', 'x');
    put('a', '1');
    await addData(store, 'a');
    expect(get('.gitignore')).toBe('x\n/a\n');
  });

  it('may hold files that end as those of DVC do, and needs no git', async () => {
    put('.dvc/config', '[core]\n    no_scm = True\n');
    store = await openStore(folder, effects);
    put('d/x', '1');
    await addData(store, 'd');
    put('d/x.dvc', 'outs: 1');
    expect(await states()).toEqual({ d: 'modified' });
    expect(existsSync(join(folder, '.gitignore'))).toBe(false);
  });

  it('makes a damaged copy in the cache whole', async () => {
    put('a', 'good');
    const { md5 } = await addData(store, 'a');
    chmodSync(join(folder, cached(md5)), 0o644);
    put(cached(md5), 'evil');
    await addData(store, 'a');
    expect(get(cached(md5))).toBe('good');
  });

  it.each([
    ['../x', /does not lie in the project/],
    ['.', /does not lie in the project/],
    ['.dvc/config', /no data/],
    ['s3://bucket/x', /an address/],
    ['none', /nothing is there/],
    ['link/a', /a link/],
    ['link', /a link to a folder/],
    ['broken', /leads nowhere/],
    ['d', /tracks d\/a already/],
    ['d/a.dvc', /no data/],
    ['skipped', /\.dvcignore leaves it out/],
    ['hidden', /git is told/],
  ])('is not %s', async (path, why) => {
    put('d/a', '1');
    put('skipped', '1');
    put('hidden', '1');
    put('.dvcignore', 'skip*\n');
    put('.gitignore', 'hidden.dvc\n');
    symlinkSync('d', join(folder, 'link'));
    mkdirSync(join(folder, 'broken'));
    symlinkSync('nowhere', join(folder, 'broken/x'));
    await addData(store, 'd/a');
    const before = all();
    await expect(addData(store, path)).rejects.toThrow(why);
    expect(all()).toEqual(before);
  });

  it('leaves nothing when the disk is full', async () => {
    put('d/a', '1');
    put('d/b', '2');
    const before = all();
    for (const when of [0, 1, 2, 3]) {
      rmSync(join(folder, '.dvc/cache'), { recursive: true, force: true });
      let count = 0;
      const full: StoreEffects = {
        ...effects,
        async writeChunks(path, chunks) {
          await effects.writeChunks(path, [Buffer.from('half')]);
          if (count++ === when) throw Object.assign(new Error('full'), { code: 'ENOSPC' });
          await effects.remove(path);
          await effects.writeChunks(path, chunks);
        },
      };
      await expect(addData({ ...store, effects: full }, 'd')).rejects.toThrow(/the disk is full/);
      const made = all().filter((name) => !before.includes(name) && !name.startsWith('.dvc/cache'));
      expect(made).toEqual(when === 3 ? ['.gitignore'] : []);
      expect(all().filter((name) => name.endsWith('.tmp'))).toEqual([]);
    }
    await addData(store, 'd');
    expect(await states()).toEqual({ d: 'unchanged' });
  });

  it('may be added twice at once, and beside other data', async () => {
    for (const name of ['a', 'b', 'c', 'd']) put(`x/${name}`, name.repeat(2_000_000));
    await Promise.all(['a', 'b', 'c', 'd', 'a', 'b'].map((name) => addData(store, `x/${name}`)));
    expect(new Set(get('x/.gitignore').trim().split('\n'))).toEqual(new Set(['/a', '/b', '/c', '/d']));
    expect(new Set(Object.values(await states()))).toEqual(new Set(['unchanged']));
  });

  it('is refused when it changes while it is read', async () => {
    put('a', '1');
    let reads = 0;
    const moving: StoreEffects = {
      ...effects,
      readChunks(path) {
        if (path.endsWith('/a')) put('a', `${reads++}`);
        return effects.readChunks(path);
      },
    };
    await expect(addData({ ...store, effects: moving }, 'a')).rejects.toThrow(/changed while it was read/);
    expect(
      all('.dvc/cache').filter((name) => !statSync(join(folder, '.dvc/cache', name)).isDirectory()),
    ).toEqual([]);
  });
});

describe('data that is brought back', () => {
  it('is what it was, and nothing else is there', async () => {
    put('d/a', '1');
    put('d/e/f', '2');
    await addData(store, 'd');
    rmSync(join(folder, 'd/a'));
    rmSync(join(folder, 'd/e'), { recursive: true });
    put('d/a/b', '2');
    put('d/e', '1');
    put('d/new/x', '1');
    expect(await states()).toEqual({ d: 'modified' });
    await checkoutData(store, 'd');
    expect(all('d')).toEqual(['a', 'e', 'e/f']);
    expect([get('d/a'), get('d/e/f')]).toEqual(['1', '2']);
    expect(all().filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('takes the place of folders with nothing in them', async () => {
    put('d/a', '1');
    await addData(store, 'd');
    rmSync(join(folder, 'd/a'));
    mkdirSync(join(folder, 'd/a/b/c'), { recursive: true });
    await checkoutData(store);
    expect(get('d/a')).toBe('1');
  });

  it('is modified without a file, and not in the cache when a file is not', async () => {
    put('d/a', '1');
    put('d/b', '2');
    await addData(store, 'd');
    const { md5 } = await addData(store, 'd');
    rmSync(join(folder, 'd/a'));
    expect(await states()).toEqual({ d: 'modified' });
    const [file] = all('.dvc/cache').filter((name) => name.length > 30 && !name.endsWith(md5.slice(2)));
    rmSync(join(folder, '.dvc/cache', file ?? ''));
    expect(await states()).toEqual({ d: 'not in cache' });
  });

  it('does not cost what the cache does not have', async () => {
    put('a', '1');
    await addData(store, 'a');
    put('a', 'new');
    await expect(checkoutData(store)).rejects.toThrow(/would be lost/);
    expect(get('a')).toBe('new');
    await checkoutData(store, 'a', { force: true });
    expect(get('a')).toBe('1');
  });

  it('comes from a cache that is whole, all or nothing', async () => {
    put('d/a', 'good');
    put('d/b', 'more');
    await addData(store, 'd');
    const { md5 } = await addData(store, 'd');
    rmSync(join(folder, 'd'), { recursive: true });
    const [, file] = all('.dvc/cache').filter((name) => name.length > 30 && !name.endsWith('.dir'));
    chmodSync(join(folder, '.dvc/cache', file ?? ''), 0o644);
    put(join('.dvc/cache', file ?? ''), 'evil');
    await expect(checkoutData(store)).rejects.toMatchObject({ code: 'store-damaged' });
    expect(existsSync(join(folder, 'd'))).toBe(false);
    chmodSync(join(folder, cached(md5)), 0o644);
    put(cached(md5), '[]');
    await expect(checkoutData(store)).rejects.toMatchObject({ code: 'store-damaged' });
    expect(await dataStatus(store)).toMatchObject([
      { state: null, note: expect.stringContaining('not what') },
    ]);
  });

  it('stays in its place', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'outside-'));
    put('d/e/a', '1');
    const { md5 } = await addData(store, 'd');
    rmSync(join(folder, 'd/e'), { recursive: true });
    symlinkSync(outside, join(folder, 'd/e'));
    await expect(checkoutData(store)).rejects.toThrow(/a link where/);
    put('d.dvc', `outs:\n- md5: ${md5}\n  hash: md5\n  path: ${outside}/x\n`);
    await expect(checkoutData(store)).rejects.toThrow(/does not lie in the project/);
    put('d.dvc', `outs:\n- md5: ${md5}\n  hash: md5\n  path: d/e/x\n`);
    await expect(checkoutData(store)).rejects.toThrow(/does not lie in the project|a link/);
    expect(readdirSync(outside)).toEqual([]);
    rmSync(outside, { recursive: true });
  });
});

describe('a remote', () => {
  it('that is a folder takes and gives', async () => {
    put('.dvc/config', `[core]\n    remote = far # ours\n['remote "far"']\n    url = "../shelf x"\n`);
    store = await openStore(folder, effects);
    put('d/a', '1');
    put('d/b', '1');
    put('c', '2');
    await addData(store, 'd');
    await addData(store, 'c');
    expect(await pushData(store)).toEqual({ copied: 3, present: 0 });
    expect(await pushData(store, { path: 'd' })).toEqual({ copied: 0, present: 2 });
    expect(all('shelf x')).toEqual(all('.dvc/cache'));
    rmSync(join(folder, '.dvc/cache'), { recursive: true });
    rmSync(join(folder, 'd'), { recursive: true });
    expect(await states()).toEqual({ c: 'not in cache', d: 'not in cache' });
    await expect(checkoutData(store, 'd')).rejects.toThrow(/pull it/);
    expect(await pullData(store)).toMatchObject({ copied: 3, written: ['d/a', 'd/b'] });
    expect(await states()).toEqual({ c: 'unchanged', d: 'unchanged' });
    rmSync(join(folder, 'shelf x'), { recursive: true });
    rmSync(join(folder, '.dvc/cache'), { recursive: true });
    await expect(pullData(store)).rejects.toThrow(/push it from where it is/);
  });

  it('of another kind is named without its address', async () => {
    put('a', '1');
    await addData(store, 'a');
    await expect(pullData(store)).rejects.toThrow(/no default remote/);
    put('.dvc/config', '[core]\nremote = x\n');
    put('.dvc/config.local', `['remote "x"']\nurl = https://user:secret@host/p\n`);
    store = await openStore(folder, effects);
    const failure = await pullData(store).catch((error: unknown) => String(error));
    expect(failure).toMatch(/at https.*`dvc pull` does it/);
    expect(failure).not.toMatch(/secret/);
  });
});
