// What may happen to a build: interrupted, twice at once, disk full, a page that is wrong. The former site stays whole.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { writeManyModels } from './many-models.ts';

const repository = resolve(import.meta.dirname, '..');
const program = join(repository, 'site/bin/modelfolio-site.mjs');
let root = '';
const build = (...args: string[]) =>
  spawnSync(process.execPath, [program, 'build', ...args], { cwd: root, encoding: 'utf8' });

/** Every file of a built site by its digest. */
function site(folder = join(root, 'dist')): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => {
        const path = join(entry.parentPath, entry.name);
        return [path.slice(folder.length), createHash('sha256').update(readFileSync(path)).digest('hex')];
      }),
  );
}
const note = (text: string): void =>
  writeFileSync(join(root, 'content/notes/a.mdx'), `---\ntitle: A\nsummary: B\n---\n\n${text}\n`);
const leftovers = (): string[] =>
  readdirSync(root).filter((name) => name.startsWith('.dist') || name.endsWith('.lock'));

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'site-build-'));
  for (const id of ['palmer-penguins', 'breast-cancer', 'penguin-size']) {
    cpSync(join(repository, 'models', id), join(root, 'models', id), { recursive: true });
    cpSync(join(repository, `content/models/${id}.json`), join(root, `content/models/${id}.json`));
  }
  mkdirSync(join(root, 'content/notes'), { recursive: true });
  writeFileSync(join(root, 'modelfolio.config.yaml'), 'sections: [{ folder: notes, title: Notes }]\n');
});
afterAll(() => rmSync(root, { recursive: true, force: true }));
// The first build of a checkout compiles the pages.
beforeEach(() => {
  note('One.');
  const { status, stderr } = build();
  if (status !== 0) throw new Error(stderr);
}, 120_000);

describe('a build', () => {
  it('without changes makes nothing, and is byte for byte what a forced one makes', () => {
    const before = site();
    expect(JSON.parse(build('--json').stdout)).toMatchObject({ made: 0 });
    expect(site()).toEqual(before);
    build('--force');
    expect(site()).toEqual(before);
  });

  it('of one changed page makes that page, and what shows it', () => {
    note('Two.');
    const { made, kept } = JSON.parse(build('--json').stdout) as { made: number; kept: number };
    // Most of them are parts of the search index.
    expect(made).toBeLessThan(40);
    expect(kept).toBeGreaterThan(40);
    expect(readFileSync(join(root, 'dist/notes/a/index.html'), 'utf8')).toContain('Two.');
  });

  it('by another renderer makes all pages again, though its scripts and styles are the same', () => {
    const record = join(root, 'dist/.modelfolio-site.json');
    const written = readFileSync(record, 'utf8');
    writeFileSync(record, written.replace(/"renderer":"\w+"/, '"renderer":"another"'));
    const { made, kept } = JSON.parse(build('--json').stdout) as { made: number; kept: number };
    expect(kept).toBe(0);
    expect(made).toBeGreaterThan(80);
    expect(readFileSync(record, 'utf8')).not.toContain('another');
  });

  it('that finds broken references names them all, and leaves the former site', () => {
    const before = site();
    note('<Figure of="penguin-size/nothing" /> <Figure of="ghost/accuracy" />');
    const { status, stderr } = build();
    expect(status).toBe(1);
    expect(stderr).toContain('no figure penguin-size/nothing');
    expect(stderr).toContain('no figure ghost/accuracy');
    expect(site()).toEqual(before);
    expect(leftovers()).toEqual([]);
  });

  it('that is killed leaves the former site whole, and does not keep the next from building', async () => {
    const before = site();
    note('Killed.');
    const found: Record<string, string>[] = [];
    for (const delay of [150, 300, 450, 600]) {
      const child = spawn(process.execPath, [program, 'build', '--force'], { cwd: root, stdio: 'ignore' });
      const ended = new Promise((done) => child.once('exit', done));
      await wait(delay);
      child.kill('SIGKILL');
      await ended;
      found.push(site());
    }
    expect(build('--force').status).toBe(0);
    // Killed before it was there or after, a site is the former one or the new one, whole.
    const either = [before, site()].map((files) => JSON.stringify(files));
    for (const files of found) expect(either).toContain(JSON.stringify(files));
    expect(leftovers()).toEqual([]);
  });

  it('that was killed while the sites changed places has the former one put back by the next', () => {
    const before = site();
    renameSync(join(root, 'dist'), join(root, '.dist.former-1'));
    writeFileSync(join(root, 'content/notes/a.mdx'), 'no front matter');
    expect(build().status).not.toBe(0);
    expect(site()).toEqual(before);
    expect(leftovers()).toEqual([]);
  });

  it('beside another of the same site says so, and one of them makes it', async () => {
    note('Twice.');
    const runs = await Promise.all(
      [1, 2].map(
        () =>
          new Promise<{ status: number | null; said: string }>((done) => {
            const child = spawn(process.execPath, [program, 'build', '--force'], { cwd: root });
            let said = '';
            child.stderr.on('data', (text: Buffer) => (said += text.toString()));
            child.once('exit', (status) => done({ status, said }));
          }),
      ),
    );
    const refused = runs.filter(({ status }) => status !== 0);
    expect(refused.length).toBeLessThan(2);
    for (const { said } of refused) expect(said).toContain('another build of this site is running');
    expect(readFileSync(join(root, 'dist/notes/a/index.html'), 'utf8')).toContain('Twice.');
    expect(leftovers()).toEqual([]);
  });

  it('keeps its hands off a folder that holds something else', () => {
    mkdirSync(join(root, 'mine'), { recursive: true });
    writeFileSync(join(root, 'mine/diary.txt'), 'x');
    expect(build('--out', 'mine').stderr).toContain('holds something that is no site of ours');
    expect(build('--out', '.').stderr).toContain('holds the project itself');
    expect(readdirSync(join(root, 'mine'))).toEqual(['diary.txt']);
  });
});

describe('a build of many new models', () => {
  let many = '';
  beforeAll(() => {
    many = mkdtempSync(join(tmpdir(), 'many-models-'));
    writeManyModels(many, { models: 30, runsEach: 2 });
  });
  afterAll(() => rmSync(many, { recursive: true, force: true }));
  const make = (...args: string[]) => build('--root', many, '--out', join(many, 'dist'), ...args);

  it('by threads gives byte for byte what one thread makes', async () => {
    expect(make().status).toBe(0);
    const threaded = site(join(many, 'dist'));
    const renderer = join(repository, 'site/renderer');
    const { buildSite } = (await import(pathToFileURL(join(renderer, 'server/entry.mjs')).href)) as {
      buildSite: (options: object) => Promise<{ pages: number }>;
    };
    const out = join(many, 'solo');
    await buildSite({ root: many, out, renderer });
    const solo = site(out);
    const other = Object.keys(solo).filter((path) => solo[path] !== threaded[path]);
    // What the record remembers comes in the order that it was found out.
    expect(other.filter((path) => path !== '/.modelfolio-site.json')).toEqual([]);
    expect(Object.keys(threaded).toSorted()).toEqual(Object.keys(solo).toSorted());
  });

  it('that fails in a thread says why in one line, and leaves the former site', () => {
    const before = site(join(many, 'dist'));
    const card = join(many, 'content/models/model-7.json');
    const text = readFileSync(card, 'utf8');
    writeFileSync(card, text.replace('"title"', '"titel"'));
    const { status, stderr } = make('--force');
    writeFileSync(card, text);
    expect([status, stderr.trim().split('\n').length]).toEqual([1, 1]);
    expect(stderr).toContain('content/models/model-7.json: ');
    expect(site(join(many, 'dist'))).toEqual(before);
    expect(readdirSync(many).filter((name) => name.startsWith('.dist'))).toEqual([]);
  });
});

describe('a full disk', () => {
  const disk = () => join(root, 'disk');
  let mounted = false;
  beforeAll(() => {
    mkdirSync(disk(), { recursive: true });
    mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64m', 'tmpfs', disk()]).status === 0;
  });
  afterAll(() => {
    if (mounted) spawnSync('umount', [disk()]);
  });

  // A disk of a given size can be made by root alone.
  it('leaves the former site whole', ({ skip }) => {
    skip(!mounted, 'only root can make a small disk');
    expect(build('--out', 'disk/site').status).toBe(0);
    const before = readFileSync(join(disk(), 'site/index.html'), 'utf8');
    const { bavail, bsize } = statfsSync(disk());
    writeFileSync(join(disk(), 'filler'), Buffer.alloc(bavail * bsize - (1 << 20)));
    const { status } = build('--out', 'disk/site', '--force');
    expect(status).not.toBe(0);
    expect(readFileSync(join(disk(), 'site/index.html'), 'utf8')).toBe(before);
    rmSync(join(disk(), 'filler'));
    expect(build('--out', 'disk/site').status).toBe(0);
  });
});
