import { createHash } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Commands } from './commands.ts';

/** What the slim images of Debian leave out too; packages that are added later leave it out as well. */
const leftOut = ['/usr/share/doc/*', '/usr/share/man/*', '/usr/share/locale/*', '/usr/share/info/*'];

const options = [
  '--variant=minbase',
  '--mode=root',
  ...leftOut.map((path) => `--dpkgopt=path-exclude=${path}`),
  // Nothing outlives a fall of the machine while it is made: each file would be waited for.
  '--dpkgopt=force-unsafe-io',
];

/** Name of the image in podman's store: another one when anything that it is made of changes. */
export function debianName(release: string, architecture = process.arch): string {
  const recipe = JSON.stringify([release, architecture, options]);
  return `localhost/debian:${release}-${createHash('sha256').update(recipe).digest('hex').slice(0, 12)}`;
}

/**
 * Makes an image of a release of Debian, as small as it can be with apt, unless it is in the store. What is made on it takes
 * less time than a Debian of its own.
 *
 * @param folder for what it is made of; emptied afterwards
 * @returns its name
 */
export async function ensureDebian(
  release: string,
  { local, online, folder }: { local: Commands; online: Commands; folder: string },
): Promise<string> {
  const name = debianName(release);
  const { code } = await local.attempt('podman', ['image', 'exists', name]);
  if (code === 0) return name;
  mkdirSync(folder, { recursive: true });
  try {
    const archive = join(folder, 'debian.tar');
    await online.must('mmdebstrap', [...options, release, archive]);
    await local.must('podman', ['import', '--quiet', archive, name]);
    return name;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
