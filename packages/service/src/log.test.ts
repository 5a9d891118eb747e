import { execFile, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { createLog } from './log.ts';

const line = (message: string) => ({ severity: 'INFO', message }) as const;

describe('a log', () => {
  it('is a line of JSON for each entry', () => {
    const stream = new PassThrough();
    const log = createLog(stream);
    log(line('one\ntwo'));
    log({ ...line('three'), requestId: 'a' });
    expect(String(stream.read())).toBe(
      '{"severity":"INFO","message":"one\\ntwo"}\n{"severity":"INFO","message":"three","requestId":"a"}\n',
    );
    expect(log.dropped()).toBe(0);
  });

  it('drops what a stalled reader does not take, and goes on when it does', async () => {
    const stream = new PassThrough();
    const log = createLog(stream);
    for (let written = 0; written < 3000; written++) log(line('x'.repeat(1000)));
    const { writableLength, readableLength } = stream;
    expect(writableLength + readableLength).toBeLessThan(1.2e6);
    const dropped = log.dropped();
    expect(dropped).toBeGreaterThan(1500);
    stream.resume();
    await once(stream, 'drain');
    log(line('again'));
    expect(log.dropped()).toBe(dropped);
  });
});

/** A program that logs and tells on standard error what was dropped. */
const program = `
  import { createLog } from ${JSON.stringify(new URL('log.ts', import.meta.url).href)};
  process.stdout.on('error', (error) => { throw error; });
  const log = createLog(process.stdout);
  for (let line = 0; line < 100; line++) log({ severity: 'INFO', message: String(line) });
  setTimeout(() => log({ severity: 'INFO', message: 'later' }), 50);
  setTimeout(() => { process.stderr.write(String(log.dropped())); process.exit(0); }, 150);
`;
const args = ['--input-type=module-typescript', '--disable-warning=ExperimentalWarning', '-e', program];

it('of a full disk stops nothing', async () => {
  const full = openSync('/dev/full', 'w');
  const child = spawn(process.execPath, args, { stdio: ['ignore', full, 'pipe'] });
  closeSync(full);
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (words: string) => (said += words));
  expect(await once(child, 'close')).toEqual([0, null]);
  expect(said).toBe('101');
});

it('whose reader has gone stops nothing', async () => {
  const shell = `"$0" "$@" | true; exit "\${PIPESTATUS[0]}"`;
  const { stderr } = await promisify(execFile)('bash', ['-c', shell, process.execPath, ...args]);
  expect(Number(stderr)).toBeGreaterThan(0);
});
