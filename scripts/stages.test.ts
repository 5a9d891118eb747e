import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { temporaryFolder } from '@modelfolio/project/testing/temporary-folder';
import { expect, it } from 'vitest';

const stages = pathToFileURL(join(import.meta.dirname, 'stages.mjs')).href;

/** Runs a program that has `stage` and `tableOfStages`, as the scripts of a CI run do. */
function runScript(text: string, file?: string) {
  const script = `import { stage, tableOfStages } from ${JSON.stringify(stages)};\n${text}`;
  return spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    encoding: 'utf8',
    env: { ...process.env, CI_STAGES: file ?? '' },
  });
}

const tableOf = (file: string, began: number, now: number): string[] =>
  runScript(`process.stdout.write(tableOfStages(${JSON.stringify(file)}, ${began}, ${now}))`).stdout.split(
    '\n',
  );

it('tells the time of what ended, failed and never ended', () => {
  const file = join(temporaryFolder(), 'stages');
  const lines = [
    { name: 'builds', began: 1_000 },
    { name: 'builds', ended: 62_400, code: 0 },
    { name: 'judges', began: 62_400 },
    { name: 'judges', ended: 71_000, code: 2 },
    { name: 'browser', began: 71_000 },
  ];
  writeFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  expect(tableOf(file, 0, 671_000)).toEqual([
    '── time by stage',
    '  1:01  builds',
    '  0:09  judges: failed',
    ' 10:00  browser: did not end',
    ' 11:11  in all',
  ]);
});

it('notes a stage with its outcome, which it passes on', () => {
  const file = join(temporaryFolder(), 'stages');
  const { status } = runScript(
    `await stage('one', async () => 0); process.exit(await stage('two', async () => 7));`,
    file,
  );
  expect(status).toBe(7);
  const [one, , two] = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { began?: number });
  expect(
    tableOf(file, one?.began ?? 0, two?.began ?? 0)
      .slice(1)
      .map((line) => line.slice(8)),
  ).toEqual(['one', 'two: failed', 'in all']);
});

it('leaves a mark of a stage that a script ends in the middle of', () => {
  const file = join(temporaryFolder(), 'stages');
  runScript(`await stage('set-up', () => process.exit(1));`, file);
  expect(tableOf(file, 0, Date.now())[1]).toMatch(/ {2}set-up: did not end$/);
});

it('notes nothing where nobody asked', () => {
  const { status, stderr } = runScript(`process.exit(await stage('one', async () => 0));`);
  expect([status, stderr]).toEqual([0, '']);
});
