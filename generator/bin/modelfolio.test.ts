import { spawn } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { evaluation } from '@modelfolio/schemas';
import { describe, expect, it } from 'vitest';
import { modelfolio, temporaryProject } from '../test/temporary-project.ts';

/** Runs the real command, interrupting it after so many milliseconds if told to. */
async function start(
  root: string,
  args: string[],
  interruptAfter?: number,
): Promise<{ code: number | null; out: string }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'modelfolio.ts'), ...args], { cwd: root });
  const ended = new Promise<number | null>((done) => child.on('exit', done));
  let out = '';
  child.stdout.on('data', (chunk) => (out += String(chunk)));
  child.stderr.on('data', (chunk) => (out += String(chunk)));
  if (interruptAfter !== undefined) {
    await wait(interruptAfter);
    child.kill('SIGINT');
  }
  return { code: await ended, out };
}

describe('bin/modelfolio.ts', () => {
  it('runs as a program', async () => {
    const root = temporaryProject('tiny');
    expect(await start(root, ['ingest'])).toEqual({
      code: 0,
      out: expect.stringContaining('manifest.json written'),
    });
    expect(await start(root, ['check', '--no-such-flag'])).toMatchObject({ code: 2 });
  });

  it('leaves a whole record or none, whenever it is interrupted', async () => {
    for (const delay of [250, 450, 550, 650]) {
      const root = temporaryProject('tiny');
      await modelfolio(root, ['ingest']);
      const { code } = await start(root, ['evaluate'], delay);
      // Ended by the signal before it could listen, interrupted, or faster than us.
      expect([null, 130, 0]).toContain(code);
      const record = join(root, 'models/tiny/evaluation.json');
      const whole =
        existsSync(record) && evaluation.safeParse(JSON.parse(readFileSync(record, 'utf8'))).success;
      expect(whole).toBe(existsSync(record));
      expect(globSync('**/.*.tmp', { cwd: root })).toEqual([]);
    }
  });
});
