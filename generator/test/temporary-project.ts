import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '@modelfolio/command-line/main';
import { onTestFinished } from 'vitest';
import { realEffects, type Effects } from '../src/effects.ts';
import { program } from '../src/program.ts';

export const inputFolder = join(import.meta.dirname, 'input');

/** A folder of its own for the running test, holding a copy of `test/input/<name>` if named; removed afterwards. */
export function temporaryProject(name?: string): string {
  const root = mkdtempSync(join(tmpdir(), 'modelfolio-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  if (name !== undefined) cpSync(join(inputFolder, name), root, { recursive: true });
  return root;
}

/** A copy of a folder of its own for the running test; removed afterwards. */
export function temporaryCopy(folder: string): string {
  const root = temporaryProject();
  cpSync(folder, root, { recursive: true });
  return root;
}

/** Makes `test/input/tiny` into a project with a true card once for a file of tests; call it in `beforeAll`. */
export async function builtProject(): Promise<{ root: string; remove: () => void }> {
  const root = mkdtempSync(join(tmpdir(), 'modelfolio-'));
  cpSync(join(inputFolder, 'tiny'), root, { recursive: true });
  for (const { code, err } of await modelfolioSteps(root, [['ingest'], ['evaluate'], ['build']]))
    if (code !== 0) throw new Error(err.join('\n'));
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) };
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
