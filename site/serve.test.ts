import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const serve = (...args: string[]) =>
  spawnSync(process.execPath, [join(import.meta.dirname, 'serve.ts'), ...args], { encoding: 'utf8' });

test.each([
  [['--port', 'eighty'], 'serve: --port eighty is no port: give a number from 0 to 65535\n'],
  [['--port', '70000'], 'serve: --port 70000 is no port: give a number from 0 to 65535\n'],
  [['--prot', '80'], '--help lists the options'],
])('wrong use (%s) is told in one line', (args, words) => {
  const { status, stderr } = serve(...args);
  expect(status).toBe(1);
  expect(stderr).toContain(words);
  expect(stderr.trim().split('\n')).toHaveLength(1);
});

test('help names the options', () => {
  expect(serve('--help').stdout).toContain('--port <number>');
});
