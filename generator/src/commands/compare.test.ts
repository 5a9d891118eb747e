import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { builtProject, edit, modelfolio, modelfolioSteps } from '../../test/temporary-project.ts';

const built = builtProject();
const cardYaml = 'models/tiny/card.yaml';
const versionOf = (root: string): string =>
  /version: *(\S+)/.exec(readFileSync(join(root, cardYaml), 'utf8'))?.[1] ?? '';
const setVersion = (root: string, version: string): void =>
  edit(join(root, cardYaml), /version: *\S+/, `version: ${version}`);
const setTitle = (root: string, title: string): void =>
  edit(join(root, cardYaml), /^title: .*/m, `title: ${title}`);

describe('raising the version', () => {
  it('keeps the former card byte for byte, and compare tells what changed', async () => {
    const root = built.copy();
    const first = versionOf(root);
    const former = readFileSync(join(root, 'content/models/tiny.json'));
    setVersion(root, '9.0.0');
    setTitle(root, 'Another title');
    const [ingested, said] = await modelfolioSteps(root, [['ingest'], ['build']]);
    const kept = `content/versions/tiny/${first}.json`;
    expect([ingested?.code, said?.out.join()]).toEqual([0, expect.stringContaining(`kept as ${kept}`)]);
    expect(readFileSync(join(root, kept)).equals(former)).toBe(true);
    const { code, out } = await modelfolio(root, ['compare', 'tiny']);
    expect(code).toBe(0);
    expect(out[0]).toBe(`tiny ${first} → 9.0.0`);
    expect(out.join('\n')).toContain('texts that differ: Title');
    const json = await modelfolio(root, ['compare', 'tiny', first, '9.0.0', '--json']);
    expect(JSON.parse(json.out.join('\n'))).toMatchObject({
      after: { version: '9.0.0' },
      text: [{ name: 'title' }],
    });
    const markdown = await modelfolio(root, ['compare', 'tiny', first, '--markdown']);
    expect(markdown.out.join('\n')).toContain('<ins>Another</ins>');
  });

  it('builds again without keeping anything twice', async () => {
    const root = built.copy();
    setVersion(root, '9.0.0');
    await modelfolioSteps(root, [['ingest'], ['build']]);
    const { out, written } = await modelfolio(root, ['build']);
    expect(out.join()).toMatch(/unchanged$/);
    expect(written).toEqual([]);
  });

  it('refuses a version that was used with another content', async () => {
    const root = built.copy();
    const first = versionOf(root);
    setVersion(root, '9.0.0');
    await modelfolioSteps(root, [['ingest'], ['build']]);
    setVersion(root, first);
    setTitle(root, 'Rewritten');
    await modelfolio(root, ['ingest']);
    const { code, err } = await modelfolio(root, ['build']);
    expect([code, err.join()]).toEqual([
      1,
      expect.stringContaining(
        `content/versions/tiny/${first}.json: version ${first} is kept with another content`,
      ),
    ]);
    expect(readFileSync(join(root, 'content/models/tiny.json'), 'utf8')).toContain('"version": "9.0.0"');
  });

  it('loses neither card when the new one cannot be written', async () => {
    const root = built.copy();
    const first = versionOf(root);
    const former = readFileSync(join(root, 'content/models/tiny.json'));
    setVersion(root, '9.0.0');
    await modelfolio(root, ['ingest']);
    const full = Object.assign(new Error('ENOSPC: no space left on device'), { syscall: 'write', path: 'x' });
    const { code, err } = await modelfolio(root, ['build'], {
      writeFile: (path, data) => {
        if (!path.includes('versions')) return Promise.reject(full);
        writeFileSync(join(root, `${first}.json`), data);
        return Promise.resolve();
      },
    });
    expect([code, err.join()]).toEqual([1, expect.stringContaining('ENOSPC')]);
    expect(readFileSync(join(root, 'content/models/tiny.json')).equals(former)).toBe(true);
    expect(readFileSync(join(root, `${first}.json`)).equals(former)).toBe(true);
  });
});

describe('modelfolio compare', () => {
  const git = (root: string, ...args: string[]) =>
    spawnSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args], { cwd: root });

  it('compares with a git revision', async () => {
    const root = built.copy();
    git(root, 'init', '-q');
    git(root, 'add', '.');
    git(root, 'commit', '-qm', 'first');
    setTitle(root, 'Another title');
    await modelfolio(root, ['build']);
    const { out } = await modelfolio(root, ['compare', 'tiny', '--against', 'HEAD']);
    expect(out.join('\n')).toContain('texts that differ: Title');
    const unknown = await modelfolio(root, ['compare', 'tiny', '--against', 'nothing']);
    expect([unknown.code, unknown.err.join()]).toEqual([
      1,
      expect.stringContaining('git knows no revision nothing'),
    ]);
    const dashes = await modelfolio(root, ['compare', 'tiny', '--against=--output=x']);
    expect([dashes.code, existsSync(join(root, 'x'))]).toEqual([1, false]);
  });

  it('says so outside a repository, without a second version, and for what is not there', async () => {
    const root = built.root();
    const said = async (...args: string[]) => (await modelfolio(root, ['compare', ...args])).err.join();
    expect(await said('tiny', '--against', 'HEAD')).toContain('is in no git repository');
    expect(await said('tiny')).toContain('tiny has one version only');
    expect(await said('tiny', '7.7.7')).toContain('tiny has no version 7.7.7');
    expect(await said()).toContain('compare needs a model');
    expect(await said('--runs', 'one')).toContain('at least two runs');
    expect(await said('--runs', 'one', 'two')).toContain('one');
  });

  it('lays runs beside each other', async () => {
    const root = built.root();
    const { code, out } = await modelfolio(root, ['compare', '--runs', 'tiny-linear', 'tiny constant']);
    expect(code).toBe(0);
    expect(out[0]).toBe('metrics (* best)');
    expect(out.join('\n')).toMatch(/tiny linear {2,}tiny constant/);
    const json = await modelfolio(root, ['compare', '--runs', 'tiny-linear', 'tiny constant', '--json']);
    expect(JSON.parse(json.out.join('\n'))).toMatchObject({
      runs: [{ id: 'tiny-linear' }, { name: 'tiny constant' }],
    });
  });
});
