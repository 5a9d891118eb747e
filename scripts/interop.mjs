// npm run test:interop: the Python judges, in a virtual environment of their own.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { ensureInstalled, fail, must, root, run } from './setup.mjs';

const venv = join(root, 'interop', '.venv');
const python = join(venv, 'bin', 'python');
const requirements = join(root, 'interop', 'requirements.txt');

await ensureInstalled();
const digest = createHash('sha256').update(readFileSync(requirements)).digest('hex');
const stamp = join(venv, '.modelfolio-installed');
if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== digest) {
  if (spawnSync('python3', ['--version']).status !== 0)
    fail('the interop tests need python3 (3.10 or newer) on the PATH');
  await must('python3', ['-m', 'venv', venv]);
  await must(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', requirements]);
  writeFileSync(stamp, digest);
}
process.exit(await run(python, ['-m', 'pytest', '-q', 'interop', ...process.argv.slice(2)]));
