import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** What is needed, and the package of Debian and Ubuntu that brings it. */
const tools = {
  podman: 'podman',
  runc: 'runc',
  conmon: 'conmon',
  catatonit: 'catatonit',
  mmdebstrap: 'mmdebstrap',
  iptables: 'iptables',
  ip: 'iproute2',
  unshare: 'util-linux',
  nsenter: 'util-linux',
  python3: 'python3',
} as const;

/** Packages without a program on the PATH: networks of containers, their names, and the keys of Debian's archive. */
const further = ['netavark', 'aardvark-dns', 'python3-venv', 'debian-archive-keyring'];

/** What providing the tools asks of the machine. */
export interface ToolEffects {
  readonly platform: string;
  readonly isRoot: boolean;
  has(program: string): boolean;
  /** Runs a program with its output shown. @returns whether it succeeded */
  run(command: string, args: readonly string[]): boolean;
}

/**
 * Finds podman and what it needs, and installs it where it may.
 *
 * @returns why containers cannot be run here; `null` where they can
 */
export function provideTools(effects: ToolEffects = realEffects): string | null {
  if (effects.platform !== 'linux') return 'they need Linux';
  if (!effects.isRoot) return 'they need root, for namespaces and a base image of Debian: run them with sudo';
  const missing = missingTools(effects);
  if (missing.length > 0) {
    if (!effects.has('apt-get')) return `${missing.join(', ')} cannot be found, nor apt-get to install them`;
    const packages = [...new Set([...Object.values(tools), ...further])];
    effects.run('apt-get', ['update', '-q']);
    effects.run('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...packages]);
    const still = missingTools(effects);
    if (still.length > 0) return `${still.join(', ')} could not be installed`;
  }
  if (!effects.run('unshare', ['--mount', '--net', '--pid', '--fork', '--mount-proc', 'true']))
    return 'this machine does not allow namespaces';
  return null;
}

const missingTools = ({ has }: ToolEffects): string[] => Object.keys(tools).filter((tool) => !has(tool));

const realEffects: ToolEffects = {
  platform: process.platform,
  isRoot: process.getuid?.() === 0,
  has: (program) =>
    (process.env['PATH'] ?? '').split(delimiter).some((folder) => isExecutable(join(folder, program))),
  run: (command, args) =>
    spawnSync(command, args, {
      stdio: ['ignore', 2, 2],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    }).status === 0,
};

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
