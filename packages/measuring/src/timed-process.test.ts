import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@modelfolio/command-line/testing/temporary-folder';
import { expect, it } from 'vitest';
import { timedProcess } from './timed-process.ts';

async function script(text: string): Promise<{ cwd: string; path: string }> {
  const cwd = await temporaryFolder();
  const path = join(cwd, 'script.mjs');
  await writeFile(path, text);
  return { cwd, path };
}

it('tells what a script printed, how long it took, and the memory of all its processes', async () => {
  const alone = await script('console.log(process.argv[2], process.env.GIVEN)');
  const one = await timedProcess([alone.path, 'a'], { cwd: alone.cwd, env: { GIVEN: 'b' } });
  expect(one.output).toBe('a b\n');
  expect(one.seconds).toBeGreaterThan(0);
  expect(one.peakBytes).toBeGreaterThan(1e7);
  // It lives long enough to be looked at on a busy machine.
  const child = 'globalThis.kept = Buffer.alloc(1e8, 1); setTimeout(() => {}, 500)';
  const parent = await script(
    `import { spawnSync } from 'node:child_process'; spawnSync(process.execPath, ['-e', '${child}'])`,
  );
  const two = await timedProcess([parent.path], { cwd: parent.cwd });
  expect(two.peakBytes).toBeGreaterThan(one.peakBytes + 9e7);
});

it('tells what a script said that failed', async () => {
  const { cwd, path } = await script("console.error('no rows'); process.exitCode = 3");
  await expect(timedProcess([path], { cwd })).rejects.toThrow(/script\.mjs ended with 3: no rows/);
});
