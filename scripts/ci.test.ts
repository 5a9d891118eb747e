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
 * @param answers by what npm is asked for: an exit code, or `serve` (until it is ended), or `wait` (the same, in silence)
 */
function startRun(answers: Record<string, number | 'serve' | 'wait'>) {
  const folder = temporaryFolder();
  const asked = join(folder, 'asked');
  const program = `#!${process.execPath}
    const { appendFileSync } = require('node:fs');
    const asked = process.argv.slice(2).join(' ');
    const note = (text) => appendFileSync(${JSON.stringify(asked)}, text + '\\n');
    note(asked);
    const answer = ${JSON.stringify(answers)}[asked.split(' -- ')[0]] ?? 0;
    if (typeof answer === 'number') process.exit(answer);
    process.on('SIGTERM', () => { note('ended ' + asked); process.exit(143); });
    if (answer === 'wait') setInterval(() => {}, 1000);
    else {
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
  return { run, said, ended, notes };
}

const table = (said: string): string[] =>
  said
    .slice(said.indexOf('── time by stage'))
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.trim().replace(/^\d+:\d\d +/, ''));

const start = 'start -- --port 0';

it('starts, fetches a page, ends the server and runs everything', async () => {
  const { said, ended, notes } = startRun({ start: 'serve' });
  expect(await ended).toBe(0);
  expect(notes()).toEqual([start, `ended ${start}`, 'run test:interop', 'test', 'run test:containers']);
  expect(table(await said)).toEqual(['npm start', 'containers', 'in all']);
});

it('runs the rest after a failure, and fails', async () => {
  const { said, ended, notes } = startRun({
    start: 'serve',
    'run test:interop': 1,
    'run test:containers': 2,
  });
  expect(await ended).toBe(1);
  expect(notes().slice(2)).toEqual(['run test:interop', 'test', 'run test:containers']);
  expect(table(await said)).toEqual(['npm start', 'containers: failed', 'in all']);
});

it('stops where nothing is served', async () => {
  const { said, ended, notes } = startRun({ start: 3 });
  expect(await ended).toBe(1);
  expect(notes()).toEqual([start]);
  expect(table(await said)).toEqual(['npm start: failed', 'in all']);
});

it('ends what runs when it is ended, and still tells the times', async () => {
  const { run, said, ended, notes } = startRun({ start: 'serve', 'run test:containers': 'wait' });
  await expect.poll(notes, { timeout: 30_000 }).toContain('run test:containers');
  run.kill('SIGTERM');
  expect(await ended).toBe(143);
  await expect.poll(notes, { timeout: 30_000 }).toContain('ended run test:containers');
  expect(table(await said)).toEqual(['npm start', 'containers: did not end', 'in all']);
});
