import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tooOld } from './start.ts';

/** The program once it has begun, with the code that it ends with. */
async function begun(what: string): Promise<{ child: ChildProcess; ended: Promise<number | null> }> {
  const program = join(import.meta.dirname, '../test/started-program.ts');
  const child = spawn(process.execPath, [program, what], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  await once(child.stdout, 'data');
  return { child, ended };
}

describe('start', () => {
  it('ends with the code of the work', async () => {
    expect(await (await begun('say')).ended).toBe(3);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('tells the work of %s, and lets it end', async (signal) => {
    const { child, ended } = await begun('wait');
    child.kill(signal);
    expect(await ended).toBe(7);
  });

  it('does not wait for the work when it is told twice', async () => {
    const { child, ended } = await begun('stay');
    const again = setInterval(() => child.kill('SIGINT'), 50);
    expect(await ended).toBe(130);
    clearInterval(again);
  });

  it('says in one line that Node is too old', () => {
    const older = 'Object.defineProperty(process.versions,"node",{value:"20.20.2"})';
    const program = join(import.meta.dirname, '../test/started-program.ts');
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--import', `data:text/javascript,${encodeURIComponent(older)}`, program, 'say'],
      { encoding: 'utf8' },
    );
    expect(status).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^Node 20\.20\.2 is too old: this program needs Node 22\.13 or newer .*\n$/);
  });

  it('ends quietly when nobody reads any more, as before head', async () => {
    const { child, ended } = await begun('write');
    child.stdout?.destroy();
    expect(await ended).toBe(0);
  });
});

it.each([
  ['20.20.2', true],
  ['22.12.0', true],
  ['22.13.0', false],
  ['22.20.1', false],
  ['23.0.0', false],
  ['24.21.0', false],
])('Node %s is too old: %s', (version, is) => {
  expect(tooOld(version) !== null).toBe(is);
});
