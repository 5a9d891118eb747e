import { homedir } from 'node:os';
import { join } from 'node:path';
import type { PodmanFolders } from './podman-configuration.ts';

/** Where a run keeps what it makes. */
export interface Places extends PodmanFolders {
  /** All of it: in the cache of whoever runs this. */
  readonly folder: string;
  readonly containersConf: string;
  readonly storageConf: string;
  /** Holds the number of the process whose turn it is. */
  readonly turn: string;
}

/** @param environment `XDG_CACHE_HOME` says where caches are, as elsewhere */
export function placesIn(
  environment: Readonly<Record<string, string | undefined>>,
  home = homedir(),
): Places {
  const folder = join(environment['XDG_CACHE_HOME'] || join(home, '.cache'), 'modelfolio', 'containers');
  return {
    folder,
    store: join(folder, 'store'),
    run: join(folder, 'run'),
    temporary: join(folder, 'temporary'),
    containersConf: join(folder, 'containers.conf'),
    storageConf: join(folder, 'storage.conf'),
    turn: join(folder, 'turn'),
  };
}
