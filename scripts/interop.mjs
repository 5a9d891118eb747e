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
await offerTorch();
process.exit(await run(python, ['-m', 'pytest', '-q', 'interop', ...process.argv.slice(2)]));

/**
 * PyTorch from PyPI brings gigabytes for graphics cards; Debian's is built for the CPU and small. It is asked for where
 * it can be had; without it those tests say that they were skipped.
 */
async function offerTorch() {
  const distribution = '/usr/bin/python3';
  const hasTorch = () => spawnSync(distribution, ['-c', 'import torch']).status === 0;
  const installable = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get') && existsSync(distribution);
  if (!hasTorch() && installable) {
    process.stderr.write("Installing the distribution's PyTorch for the interop tests…\n");
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    await run('apt-get', ['update', '-q'], { env });
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'python3-torch'], { env });
  }
  if (hasTorch()) process.env.TORCH_PYTHON = distribution;
  else process.stderr.write('No PyTorch was found: its tests are skipped\n');
}
