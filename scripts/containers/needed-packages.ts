/** The parts of `package-lock.json` that say what is installed where, and what needs what. */
export interface LockFile {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

interface LockedPackage {
  readonly link?: boolean;
  readonly resolved?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/**
 * What a workspace needs to run: places in the lock file, e.g. `packages/failures` and `node_modules/zod`. Development
 * dependencies are not followed.
 *
 * @param workspace its folder
 * @throws Error where the lock file does not have the workspace
 */
export function neededPackages({ packages }: LockFile, workspace: string): Set<string> {
  if (!packages[workspace]) throw new Error(`package-lock.json has no workspace ${workspace}`);
  const needed = new Set([workspace]);
  // What is added while it runs is walked too.
  for (const place of needed) {
    const { dependencies, optionalDependencies, peerDependencies } = packages[place] ?? {};
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies })) {
      const found = placeOf(packages, place, name);
      if (found !== null) needed.add(found);
    }
  }
  return needed;
}

/** As Node resolves: in the `node_modules` of the folder, then in that of each folder above. */
function placeOf(packages: LockFile['packages'], from: string, name: string): string | null {
  const parts = from.split('/');
  for (let length = parts.length; length >= 0; length -= 1) {
    const place = [...parts.slice(0, length), 'node_modules', name].join('/');
    const found = packages[place];
    if (found) return found.link ? (found.resolved ?? place) : place;
  }
  return null;
}
