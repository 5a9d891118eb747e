import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { JudgedMutant } from './judged-mutant.ts';
import { mutateRoom } from './mutate-room.ts';

const root = resolve(import.meta.dirname, '../..');

/** A repository with one room of these files, and what it takes to mutate it. */
function repository(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'modelfolio-mutate-room-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const path of ['scripts/mutate', 'scripts/graph', 'vitest.config.ts'])
    cpSync(join(root, path), join(folder, path), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
  const all = {
    '.gitignore': 'node_modules',
    'package.json': '{ "name": "all", "type": "module", "workspaces": ["packages/*"] }',
    'packages/juice/package.json': '{ "name": "juice", "type": "module" }',
    ...files,
  };
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  spawnSync('git', ['init', '--quiet'], { cwd: folder });
  return folder;
}

test('a fault is found in what a test loads, calls, or starts as a program', async () => {
  const folder = repository({
    'packages/juice/src/loaded.ts': 'export const liters = 3 * 4;\n',
    'packages/juice/src/started.ts': 'export const twice = (liters: number) => liters + liters;\n',
    'packages/juice/src/idle.ts': 'export const none = (liters: number) => liters - liters;\n',
    'packages/juice/src/weak.ts': 'export const half = (liters: number) => liters / 2;\n',
    'packages/juice/test/program.ts':
      "import { twice } from '../src/started.ts';\nprocess.stdout.write(`${twice(Number(process.argv[2]))}`);\n",
    'packages/juice/src/juice.test.ts': `
      import { spawnSync } from 'node:child_process';
      import { join } from 'node:path';
      import { expect, it } from 'vitest';
      import { liters } from './loaded.ts';
      import { half } from './weak.ts';
      it('loads', () => expect(liters).toBe(12));
      it('halves', () => expect(half(0)).toBe(0));
      it('starts', () => {
        const program = join(import.meta.dirname, '../test/program.ts');
        expect(spawnSync(process.execPath, [program, '3'], { encoding: 'utf8' }).stdout).toBe('6');
      });
    `,
  });
  const told: JudgedMutant[] = [];
  const judged = await mutateRoom(folder, {
    folder: 'packages/juice',
    project: 'juice',
    sample: { count: 100, seed: 1 },
    concurrency: 2,
    onJudged: (mutant) => told.push(mutant),
  });
  expect(told).toEqual(judged);
  const statuses = (file: string) =>
    new Set(judged.filter((mutant) => mutant.file.endsWith(file)).map(({ status }) => status));
  expect(statuses('loaded.ts')).toEqual(new Set(['Killed']));
  expect(statuses('started.ts')).toEqual(new Set(['Killed']));
  expect(statuses('idle.ts')).toEqual(new Set(['NoCoverage']));
  expect(judged).toContainEqual({
    file: 'packages/juice/src/weak.ts',
    line: 1,
    mutator: 'ArithmeticOperator',
    original: 'liters / 2',
    replacement: 'liters * 2',
    status: 'Survived',
  });
  // Starts several processes: seconds, or minutes where the machine is busy.
}, 300_000);
