import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '@modelfolio/command-line/main';
import { temporaryFolder } from '@modelfolio/project/testing/temporary-folder';
import { beforeAll, expect } from 'vitest';
import { realEffects, type Effects } from '../src/effects.ts';
import { program } from '../src/program.ts';

export const inputFolder = join(import.meta.dirname, 'input');

/** A folder of its own for the running test, holding a copy of `test/input/<name>` if named; removed afterwards. */
export const temporaryProject = (name?: string): string =>
  temporaryFolder(name === undefined ? undefined : join(inputFolder, name));

/** A project that is made once for a file of tests. */
export interface BuiltProject {
  /** Its folder, which tests leave as it is. */
  root: () => string;
  /** A copy for the running test; removed afterwards. */
  copy: () => string;
  /** What each of the commands that made it said. */
  said: () => readonly Said[];
}

/**
 * Makes `test/input/tiny` into a project with a true card before the tests of a file, and removes it after them.
 *
 * @param finish what else is done to it
 */
export function builtProject(finish: (root: string) => void = () => undefined): BuiltProject {
  return madeProject('tiny', [['ingest'], ['evaluate'], ['build']], finish);
}

/**
 * As {@link builtProject}, of another folder and by other commands, each of which must succeed.
 *
 * @param name folder in `test/input`
 * @param steps commands, one after the other
 */
export function madeProject(
  name: string,
  steps: readonly (readonly string[])[],
  finish: (root: string) => void = () => undefined,
): BuiltProject {
  let made = '';
  let said: Said[] = [];
  beforeAll(async () => {
    made = mkdtempSync(join(tmpdir(), 'modelfolio-'));
    cpSync(join(inputFolder, name), made, { recursive: true });
    said = await modelfolioSteps(made, steps);
    for (const { code, err } of said) if (code !== 0) throw new Error(err.join('\n'));
    finish(made);
    return () => rmSync(made, { recursive: true, force: true });
  });
  return { root: () => made, copy: () => temporaryFolder(made), said: () => said };
}

/** Rewrites a text file; a pattern that does not occur is a mistake in the test. */
export function edit(file: string, pattern: string | RegExp, replacement: string): void {
  const text = readFileSync(file, 'utf8');
  const changed = text.replace(pattern, replacement);
  expect(changed, `${pattern} in ${file}`).not.toBe(text);
  writeFileSync(file, changed);
}

/** What a command said and did. */
export interface Said {
  code: number;
  /** Lines on standard output and standard error. */
  out: string[];
  err: string[];
  /** Absolute paths of the files written or moved into place, in order; the cache in `.modelfolio/` is nobody's work. */
  written: string[];
}

/** Runs a command line in a folder with the real disk and ONNX Runtime, listening in on the rest. */
export async function modelfolio(
  root: string,
  args: readonly string[],
  changes: Partial<Effects> = {},
): Promise<Said> {
  const said: Said = { code: -1, out: [], err: [], written: [] };
  const real = realEffects();
  said.code = await main(program, args, {
    ...real,
    workingFolder: root,
    print: (text) => void said.out.push(...text.split('\n')),
    note: (text) => void said.err.push(...text.split('\n')),
    progress: () => undefined,
    writeFile: async (path, data) => {
      await real.writeFile(path, data);
      if (!path.includes('.modelfolio')) said.written.push(path);
    },
    moveFile: async (from, to) => {
      await real.moveFile(from, to);
      said.written.push(to);
    },
    ...changes,
  });
  return said;
}

/** As {@link modelfolio} for one command after another; stops at the first that fails. */
export async function modelfolioSteps(root: string, steps: readonly (readonly string[])[]): Promise<Said[]> {
  const all: Said[] = [];
  for (const step of steps) {
    const said = await modelfolio(root, step);
    all.push(said);
    if (said.code !== 0) break;
  }
  return all;
}
