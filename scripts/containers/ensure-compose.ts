import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '@modelfolio/failures';

/**
 * podman-compose, in a Python environment of its own that is made anew when its requirements change.
 *
 * @param cache folder that it is kept in
 * @returns the program
 * @throws Failure `command` where pip cannot
 */
export function ensureCompose(cache: string): string {
  const requirements = join(import.meta.dirname, 'requirements.txt');
  const digest = createHash('sha256').update(readFileSync(requirements)).digest('hex');
  const folder = join(cache, 'compose');
  const stamp = join(folder, '.installed');
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== digest) {
    rmSync(folder, { recursive: true, force: true });
    must('python3', ['-m', 'venv', folder]);
    const quiet = ['--quiet', '--disable-pip-version-check'];
    must(join(folder, 'bin/python'), ['-m', 'pip', 'install', ...quiet, '--requirement', requirements]);
    writeFileSync(stamp, digest);
  }
  return join(folder, 'bin/podman-compose');
}

function must(command: string, args: readonly string[]): void {
  const { status, error } = spawnSync(command, args, { stdio: ['ignore', 2, 2] });
  if (status !== 0)
    throw new Failure(
      'command',
      `podman-compose cannot be installed: ${command} ${args.slice(0, 3).join(' ')} failed`,
      {
        hint: 'what it said stands above',
        cause: error,
      },
    );
}
