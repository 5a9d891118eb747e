import { spawnSync } from 'node:child_process';
import { globSync, readFileSync, readdirSync, rmdirSync } from 'node:fs';

/**
 * What containers leave on a machine: firewall rules, network devices, mounts, processes and control groups.
 *
 * @param folder where podman keeps its things: processes and mounts that name it are of this run
 * @returns a line each
 */
export function tracesOn(folder: string): Set<string> {
  return new Set([
    ...['iptables-save', 'ip6tables-save'].flatMap((command) =>
      linesOf(command, [])
        .filter((line) => /NETAVARK|CNI/.test(line))
        .map((line) => `firewall: ${line}`),
    ),
    ...linesOf('ip', ['-oneline', 'link']).map((line) => `network device: ${line.split(':')[1]?.trim()}`),
    ...readFileSync('/proc/self/mountinfo', 'utf8')
      .split('\n')
      .filter((line) => line.includes(folder))
      .map((line) => `mount: ${line.split(' ')[4]}`),
    ...processes(folder),
    ...controlGroups().map((path) => `control group: ${path}`),
  ]);
}

/** Removes the control groups that were not there before: they stay when a container is killed with all around it. */
export function removeControlGroups(before: ReadonlySet<string>): void {
  // The deepest first.
  for (const path of controlGroups().toSorted((a, b) => b.length - a.length))
    if (!before.has(`control group: ${path}`)) attemptToRemove(path);
}

/** Podman's, of both versions: at the root, or at the root of each controller. */
const controlGroups = (): string[] =>
  globSync(['/sys/fs/cgroup/libpod_parent/**/', '/sys/fs/cgroup/*/libpod_parent/**/']).map((path) =>
    path.replace(/\/$/, ''),
  );

function attemptToRemove(path: string): void {
  try {
    rmdirSync(path);
  } catch {
    // A process is still in it: it is reported as left.
  }
}

function linesOf(command: string, args: readonly string[]): string[] {
  const { stdout } = spawnSync(command, args, { encoding: 'utf8' });
  // Counters and comments differ from call to call.
  return (stdout ?? '')
    .split('\n')
    .map((line) => line.replace(/\s*\[\d+:\d+\]$/, ''))
    .filter((line) => line !== '' && !line.startsWith('#'));
}

function processes(folder: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((id) => {
      try {
        const command = readFileSync(`/proc/${id}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
        return command.includes(folder) ? [`process: ${id} ${command.slice(0, 200)}`] : [];
      } catch {
        return [];
      }
    });
}
