import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeArtifactPlace } from '../../test/artifact-contract.ts';
import { folderPlace } from './folder-place.ts';

describeArtifactPlace('a folder', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'artifacts-'));
  const root = join(folder, 'mlartifacts');
  return {
    place: folderPlace(root),
    leftovers: async () => readdirSync(folder, { recursive: true }).map(String),
    stop: async () => rmSync(folder, { recursive: true }),
  };
});

async function* bodyOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

describe('a folder of artifacts', () => {
  let folder: string;
  let root: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'artifacts-'));
    root = join(folder, 'root');
    mkdirSync(join(root, 'run'), { recursive: true });
    mkdirSync(join(folder, 'outside'));
    writeFileSync(join(folder, 'outside/secret.txt'), 'secret');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('follows links that stay inside', async () => {
    writeFileSync(join(root, 'run/a.txt'), 'a');
    symlinkSync(join(root, 'run'), join(root, 'link'));
    expect(await folderPlace(root).list('link')).toEqual([{ name: 'a.txt', bytes: 1 }]);
    await folderPlace(root).write('link/b.txt', bodyOf('b'));
    expect(readFileSync(join(root, 'run/b.txt'), 'utf8')).toBe('b');
  });

  it('lets no link lead out', async () => {
    symlinkSync(join(folder, 'outside'), join(root, 'run/link'));
    symlinkSync(join(folder, 'outside/secret.txt'), join(root, 'run/file'));
    symlinkSync(join(folder, 'nowhere'), join(root, 'run/dangling'));
    const place = folderPlace(root);
    const words = 'Invalid path: resolved path is outside the artifact directory';
    await expect(place.open('run/link/secret.txt')).rejects.toThrow(words);
    await expect(place.open('run/file')).rejects.toThrow(words);
    await expect(place.list('run/link')).rejects.toThrow(words);
    await expect(place.write('run/link/new/x.txt', bodyOf('x'))).rejects.toThrow(words);
    await expect(place.write('run/link/x.txt', bodyOf('x'))).rejects.toThrow(words);
    await expect(place.write('run/dangling/x.txt', bodyOf('x'))).rejects.toThrow(words);
    await expect(place.remove('run/link/secret.txt')).rejects.toThrow(words);
    expect(await place.list('run')).toEqual([]);
    expect(readdirSync(join(folder, 'outside'))).toEqual(['secret.txt']);
    expect(existsSync(join(folder, 'nowhere'))).toBe(false);
  });

  it('tells what it cannot read, and passes over nothing but that', async () => {
    writeFileSync(join(root, 'run/a.txt'), 'a');
    writeFileSync(join(root, 'run/b.txt'), 'b');
    symlinkSync(join(folder, 'outside'), join(root, 'run/link'));
    const failing = (code: string) =>
      folderPlace(root, {
        statFile: async (path, how) => {
          if (path.endsWith('b.txt')) throw Object.assign(new Error(code), { code });
          return stat(path, how);
        },
        openFile: async () => {
          throw Object.assign(new Error(code), { code });
        },
      });
    expect(await folderPlace(root).list('run')).toHaveLength(2);
    // Removed while it is listed.
    expect(await failing('ENOENT').list('run')).toEqual([{ name: 'a.txt', bytes: 1 }]);
    const words = "The server cannot read the artifacts at 'run' (EIO).";
    await expect(failing('EIO').list('run')).rejects.toMatchObject({
      code: 'INTERNAL_ERROR',
      message: words,
    });
    for (const path of ['run/a.txt', 'run/b.txt'])
      await expect(failing('EACCES').open(path)).rejects.toThrow(
        `The server cannot read the artifacts at '${path}' (EACCES).`,
      );
    await expect(failing('EMFILE').open('run/a.txt')).rejects.toMatchObject({
      code: 'TEMPORARILY_UNAVAILABLE',
    });
    expect(await failing('ENOENT').open('run/a.txt')).toBeNull();
  });

  it('replaces and removes a link itself', async () => {
    symlinkSync(join(folder, 'outside/secret.txt'), join(root, 'run/file'));
    symlinkSync(join(folder, 'outside'), join(root, 'run/link'));
    const place = folderPlace(root);
    await place.write('run/file', bodyOf('mine'));
    await place.remove('run/link');
    expect(readdirSync(join(root, 'run'))).toEqual(['file']);
    await place.remove('run');
    expect(readFileSync(join(folder, 'outside/secret.txt'), 'utf8')).toBe('secret');
  });

  it('does not show files under way, whoever writes them', async () => {
    writeFileSync(join(root, 'run/.artifact.uploading.abc'), 'half');
    const place = folderPlace(root);
    expect(await place.list('run')).toEqual([]);
    expect(await place.open('run/.artifact.uploading.abc')).toBeNull();
  });

  it.skipIf(process.platform === 'win32')('does not wait for pipes', async () => {
    spawnSync('mkfifo', [join(root, 'run/pipe')]);
    expect(existsSync(join(root, 'run/pipe'))).toBe(true);
    expect(await folderPlace(root).open('run/pipe')).toBeNull();
    expect(await folderPlace(root).list('run')).toEqual([]);
  });

  it('says so where a name is taken by the other kind', async () => {
    const place = folderPlace(root);
    await place.write('run/a.txt', bodyOf('a'));
    await expect(place.write('run', bodyOf('x'))).rejects.toThrow(
      "Artifact path refers to a directory, not a file: 'run'",
    );
    await expect(place.write('run/a.txt/b.txt', bodyOf('x'))).rejects.toMatchObject({
      code: 'INVALID_PARAMETER_VALUE',
      message: "A part of the artifact path is a file, not a directory: 'run/a.txt/b.txt'",
    });
    await expect(place.write(`run/${'x'.repeat(300)}`, bodyOf('x'))).rejects.toThrow(
      'The server cannot keep a file with such a name',
    );
    expect(readdirSync(root, { recursive: true })).toHaveLength(2);
    expect(readdirSync(join(root, 'run'))).toEqual(['a.txt']);
  });

  it('has nothing where its folder is not there yet', async () => {
    const place = folderPlace(join(root, 'later'));
    expect(await place.list('')).toEqual([]);
    expect(await place.open('a')).toBeNull();
    await place.remove('a');
    expect(existsSync(join(root, 'later'))).toBe(false);
  });

  it.skipIf(!existsSync('/dev/full'))('leaves nothing on a full disk, and says so in one line', async () => {
    const full = folderPlace(root, {
      // A real device that is always full takes what is written; the file is there all the same.
      openFile: async (path, flags) => {
        await (await open(path, flags)).close();
        return open('/dev/full', 'w');
      },
    });
    await expect(full.write('run/deep/er/a.bin', bodyOf('x'.repeat(100_000)))).rejects.toMatchObject({
      code: 'INTERNAL_ERROR',
      message:
        "The disk of the artifacts is full: nothing of 'run/deep/er/a.bin' was stored. Make room on the server and send it again.",
    });
    expect(readdirSync(root, { recursive: true })).toEqual(['run']);
  });

  it('reads the version that was opened, whatever comes after', async () => {
    const place = folderPlace(root);
    await place.write('run/a.txt', bodyOf('old'));
    const found = await place.open('run/a.txt');
    if (found === null || found === 'folder') throw new Error('it is not there');
    await place.write('run/a.txt', bodyOf('new'));
    expect(await new Response(await found.read()).text()).toBe('old');
  });

  it('says so where a file becomes shorter while it is read', async () => {
    writeFileSync(join(root, 'run/log.txt'), 'x'.repeat(1000));
    const found = await folderPlace(root).open('run/log.txt');
    if (found === null || found === 'folder') throw new Error('it is not there');
    writeFileSync(join(root, 'run/log.txt'), '');
    await expect(new Response(await found.read()).text()).rejects.toMatchObject({ code: 'ABORTED' });
  });
});
