import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { temporaryFolder } from '@modelfolio/project/testing/temporary-folder';
import { expect, it } from 'vitest';

/**
 * A CI run whose npm is a program of this test: it notes what it is asked for and ends as it is told to.
 *
 * @param answers by what npm is asked for, with or without what is after the dashes: an exit code, `serve` (until it is
 *   ended), `wait` (in silence, until it is ended or there is a file `go on`), `serve beside` and `fail beside` (once
 *   something else runs)
 */
function startRun(answers: Record<string, number | 'serve' | 'wait' | 'serve beside' | 'fail beside'>) {
  const folder = temporaryFolder();
  const asked = join(folder, 'asked');
  const program = `#!${process.execPath}
    const { appendFileSync, existsSync, readFileSync } = require('node:fs');
    const asked = process.argv.slice(2).join(' ');
    const note = (text) => appendFileSync(${JSON.stringify(asked)}, text + '\\n');
    process.on('SIGTERM', () => { note('ended ' + asked); process.exit(143); });
    console.log('did ' + asked);
    note(asked);
    const answers = ${JSON.stringify(answers)};
    const answer = answers[asked] ?? answers[asked.split(' -- ')[0]] ?? 0;
    if (typeof answer === 'number') process.exit(answer);
    // Later than what does not wait for it.
    const goOn = () => setTimeout(() => { note('end of ' + asked); process.exit(9); }, 500);
    if (answer === 'wait') setInterval(() => existsSync(${JSON.stringify(join(folder, 'go on'))}) && goOn(), 50);
    if (answer === 'serve') serve();
    const isBeside = () => readFileSync(${JSON.stringify(asked)}, 'utf8').trim().includes('\\n');
    const whenBeside = { 'serve beside': serve, 'fail beside': () => process.exit(3) }[answer];
    const watch = whenBeside && setInterval(() => isBeside() && (clearInterval(watch), whenBeside()), 50);
    function serve() {
      const server = require('node:http').createServer((_, response) => response.end('a page'));
      server.listen(0, '127.0.0.1', () => console.log('served at http://localhost:' + server.address().port + '/'));
    }`;
  writeFileSync(join(folder, 'npm'), program);
  chmodSync(join(folder, 'npm'), 0o755);
  const run = spawn(process.execPath, [join(import.meta.dirname, 'ci.mjs')], {
    env: { ...process.env, PATH: `${folder}${delimiter}${process.env['PATH']}` },
  });
  const said = text(run.stdout);
  const ended = once(run, 'exit').then(([code]: unknown[]) => code);
  const notes = () => (existsSync(asked) ? readFileSync(asked, 'utf8').trim().split('\n') : []);
  return { folder, run, said, ended, notes };
}

const table = (said: string): string[] =>
  said
    .slice(said.indexOf('── time by stage'))
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.trim().replace(/^\d+:\d\d +/, ''));

const start = 'start -- --port 0';
const setUp = 'run test:interop -- --set-up-only';
const setUpStage = 'packages of the judges, beside npm start';

it('starts, fetches a page, ends the server and runs everything', async () => {
  const { said, ended, notes } = startRun({ start: 'serve' });
  expect(await ended).toBe(0);
  expect(notes().filter((note) => note !== setUp)).toEqual([
    start,
    `ended ${start}`,
    'run test:interop',
    'test',
    'run test:containers',
  ]);
  expect(table(await said)).toEqual(['npm start', setUpStage, 'containers', 'in all']);
});

it('installs what judges need while it starts, and tells of that afterwards', async () => {
  const { folder, said, ended, notes } = startRun({ start: 'serve beside', [setUp]: 'wait' });
  await expect.poll(notes, { timeout: 30_000 }).toContain(`ended ${start}`);
  writeFileSync(join(folder, 'go on'), '');
  expect(await ended).toBe(0);
  expect(notes().indexOf(`end of ${setUp}`)).toBeLessThan(notes().indexOf('run test:interop'));
  const all = await said;
  expect(all).toContain(`── npm ${setUp}\ndid ${setUp}\n`);
  expect(all.indexOf(`did ${setUp}`)).toBeGreaterThan(all.indexOf('/models/fashion-mnist/: 200'));
  expect(table(all)).toContain(`${setUpStage}: failed`);
});

it('runs the rest after a failure, and fails', async () => {
  const { said, ended, notes } = startRun({
    start: 'serve',
    'run test:interop': 1,
    'run test:containers': 2,
  });
  expect(await ended).toBe(1);
  expect(notes().slice(-3)).toEqual(['run test:interop', 'test', 'run test:containers']);
  expect(table(await said)).toEqual(['npm start', `${setUpStage}: failed`, 'containers: failed', 'in all']);
});

it('stops where nothing is served', async () => {
  const { said, ended, notes } = startRun({ start: 'fail beside', [setUp]: 'wait' });
  expect(await ended).toBe(1);
  await expect.poll(notes, { timeout: 30_000 }).toContain(`ended ${setUp}`);
  expect(notes()).not.toContain('run test:interop');
  expect(table(await said)).toEqual(['npm start: failed', `${setUpStage}: did not end`, 'in all']);
});

it('ends what runs when it is ended, and still tells the times', async () => {
  const { run, said, ended, notes } = startRun({ start: 'serve', 'run test:containers': 'wait' });
  await expect.poll(notes, { timeout: 30_000 }).toContain('run test:containers');
  run.kill('SIGTERM');
  expect(await ended).toBe(143);
  await expect.poll(notes, { timeout: 30_000 }).toContain('ended run test:containers');
  expect(table(await said)).toEqual(['npm start', setUpStage, 'containers: did not end', 'in all']);
});
