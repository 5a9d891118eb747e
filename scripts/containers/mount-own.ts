import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Covers the folders in which podman, runc and netavark remember what runs, with file systems in memory that end with this
 * namespace. So they find nothing of an earlier run, and nothing of the machine's own podman.
 *
 * @param run podman's folder of this run
 * @throws Error with what `mount` said
 */
export function mountOwn(run: string): void {
  // The resolver's file may lie in /run, and builds need it.
  const resolver = realpathSync('/etc/resolv.conf');
  const text = readFileSync(resolver);
  for (const folder of [run, '/run', '/var/lib/containers']) must('mount', ['-t', 'tmpfs', 'tmpfs', folder]);
  if (resolver.startsWith('/run/')) {
    mkdirSync(dirname(resolver), { recursive: true });
    writeFileSync(resolver, text);
  }
  must('ip', ['link', 'set', 'lo', 'up']);
}

function must(command: string, args: readonly string[]): void {
  const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? stderr}`);
}
