import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { tracesOn } from './leftovers.ts';

it.runIf(process.platform === 'linux')(
  'tells of a process that has the folder in its arguments, until it has ended',
  async () => {
    const folder = `/tmp/leftovers-${process.pid}`;
    const before = tracesOn(folder);
    const child = spawn(process.execPath, ['--eval', 'console.log(); setInterval(() => {}, 1000)', folder], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    await once(child.stdout, 'data');
    const found = [...tracesOn(folder)].filter((trace) => !before.has(trace));
    expect(found).toEqual([expect.stringMatching(new RegExp(`^process: ${child.pid} .*${folder}$`))]);
    child.kill('SIGKILL');
    await once(child, 'close');
    expect([...tracesOn(folder)].filter((trace) => !before.has(trace))).toEqual([]);
  },
);
