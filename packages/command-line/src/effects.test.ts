import { mkdir, readdir, readFile, realpath, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { temporaryFolder } from '../test/temporary-folder.ts';
import { realChance, realClock, realDisk, realProcesses, realTerminal } from './effects.ts';

describe('the real disk', () => {
  const disk = realDisk();

  it('lists a folder by code unit; one that is not there is empty, other refusals are told', async () => {
    const folder = await temporaryFolder();
    for (const name of ['b', 'a', 'ä', 'Z', '10', '9']) await writeFile(join(folder, name), '');
    expect(await disk.listFolder(folder)).toEqual(['10', '9', 'Z', 'a', 'b', 'ä']);
    expect(await disk.listFolder(join(folder, 'none'))).toEqual([]);
    expect(await disk.listFolder(join(folder, 'a'))).toEqual([]);
    await expect(disk.listFolder(join(folder, 'x'.repeat(5000)))).rejects.toMatchObject({
      code: 'ENAMETOOLONG',
    });
  });

  it('makes the folders of what it writes, stages and moves', async () => {
    const folder = await temporaryFolder();
    await disk.writeFile(join(folder, 'a/b/written'), 'one');
    await disk.stageFile(join(folder, 'c/d/staged'), 'two');
    await disk.moveFile(join(folder, 'c/d/staged'), join(folder, 'e/f/moved'));
    expect(await readFile(join(folder, 'a/b/written'), 'utf8')).toBe('one');
    expect(await readFile(join(folder, 'e/f/moved'), 'utf8')).toBe('two');
    expect(await readdir(join(folder, 'c/d'))).toEqual([]);
  });

  it('replaces a file whole, also over what is longer', async () => {
    const path = join(await temporaryFolder(), 'a');
    await disk.writeFile(path, 'what was there before');
    await disk.writeFile(path, 'new');
    expect(await readFile(path, 'utf8')).toBe('new');
  });

  it('removes a folder with all in it, and what is not there', async () => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'a/b'), { recursive: true });
    await disk.remove(join(folder, 'a'));
    await disk.remove(join(folder, 'a'));
    expect(await readdir(folder)).toEqual([]);
  });

  it('reads a file in chunks of a megabyte, until it is interrupted', async () => {
    const path = join(await temporaryFolder(), 'a');
    const bytes = Buffer.alloc((1 << 20) + 3, 7);
    await writeFile(path, bytes);
    const sizes: number[] = [];
    const stop = new AbortController();
    for await (const chunk of realDisk(stop.signal).readChunks(path)) sizes.push(chunk.length);
    expect(sizes).toEqual([1 << 20, 3]);
    const reading = async () => {
      for await (const _ of realDisk(stop.signal).readChunks(path)) stop.abort();
    };
    await expect(reading()).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('follows links to where they lead', async () => {
    const folder = await realpath(await temporaryFolder());
    await symlink(join(folder, 'target'), join(folder, 'link'));
    await expect(disk.realPath(join(folder, 'link'))).rejects.toMatchObject({ code: 'ENOENT' });
    await mkdir(join(folder, 'target'));
    expect(await disk.realPath(join(folder, 'link'))).toBe(join(folder, 'target'));
    expect(await disk.kindOf(join(folder, 'link'))).toBe('folder');
    await disk.writeFile(join(folder, 'link/a'), 'text');
    expect(String(await disk.readFile(join(folder, 'target/a')))).toBe('text');
  });
});

describe('the real terminal', () => {
  const { isTTY } = process.stderr;
  afterEach(() => {
    process.stderr.isTTY = isTTY;
    vi.restoreAllMocks();
  });

  /** What is written where while the terminal is, or is not, one. */
  function written(isTerminal: boolean, act: () => void): string[] {
    const all: string[] = [];
    const to = (name: string) => (text: string | Uint8Array) => all.push(`${name} ${String(text)}`) > 0;
    vi.spyOn(process.stdout, 'write').mockImplementation(to('out'));
    vi.spyOn(process.stderr, 'write').mockImplementation(to('err'));
    process.stderr.isTTY = isTerminal;
    act();
    return all;
  }

  it('prints results and notes as lines, each to its own stream', () => {
    const told = written(false, () => {
      realTerminal.print('result');
      realTerminal.note('note');
    });
    expect(told).toEqual(['out result\n', 'err note\n']);
  });

  it('shows progress in one line, cleared before any other is written', () => {
    const told = written(true, () => {
      realTerminal.progress('1 of 2');
      realTerminal.progress('2 of 2');
      realTerminal.print('done');
      realTerminal.print('more');
      realTerminal.progress(null);
    });
    const clear = '\r\u001B[K';
    expect(told).toEqual([
      `err ${clear}1 of 2`,
      `err ${clear}2 of 2`,
      `err ${clear}`,
      'out done\n',
      'out more\n',
    ]);
  });

  it('shows no progress where nobody watches', () => {
    expect(written(false, () => realTerminal.progress('1 of 2'))).toEqual([]);
  });
});

it('tells the time, which never goes back, and words that are never the same', () => {
  const year2020 = 1_577_836_800_000;
  expect(realClock.now()).toBeGreaterThan(year2020);
  const first = realClock.elapsed();
  expect(realClock.elapsed()).toBeGreaterThanOrEqual(first);
  expect(realChance.random()).not.toBe(realChance.random());
});

it('runs other programs until it is interrupted', async () => {
  const stop = new AbortController();
  const { runProcess } = realProcesses(stop.signal);
  const { code, stdout } = await runProcess(process.execPath, ['-p', '1 + 1'], '.');
  expect([code, String(stdout)]).toEqual([0, '2\n']);
  stop.abort();
  expect(await runProcess(process.execPath, ['-p', '1 + 1'], '.')).toMatchObject({ code: null });
});
