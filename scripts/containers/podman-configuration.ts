/** Where podman keeps what it makes, away from the state of whoever runs this. */
export interface PodmanFolders {
  /** Images and volumes: kept from run to run. */
  readonly store: string;
  /** What podman remembers of running containers: a file system in memory that ends with the run. */
  readonly run: string;
  /** Room for what builds and copies need for a moment. */
  readonly temporary: string;
}

/** Most that this process may ask for; what a container asks beyond it is refused by the kernel. */
export interface HardLimits {
  readonly openFiles: number;
  readonly processes: number;
}

/**
 * The text of `containers.conf`.
 *
 * - `default_ulimits`: podman asks for about a million open files, which root without CAP_SYS_RESOURCE does not get.
 * - `cgroupfs` and events in a file: there may be no systemd.
 * - Locks in files: those in shared memory are the same for every podman of a machine, and would be reset by ours.
 *
 * @param runtime name of the OCI runtime, e.g. `runc`
 */
export function containersConf(
  { store, run, temporary }: PodmanFolders,
  limits: HardLimits,
  runtime: string,
): string {
  const openFiles = Math.min(limits.openFiles, 65_536);
  const processes = Math.min(limits.processes, 4096);
  return [
    '[containers]',
    `default_ulimits = ["nofile=${Math.min(1024, openFiles)}:${openFiles}", "nproc=${processes}:${processes}"]`,
    '[engine]',
    `runtime = ${text(runtime)}`,
    'cgroup_manager = "cgroupfs"',
    'events_logger = "file"',
    'lock_type = "file"',
    `tmp_dir = ${text(`${run}/libpod`)}`,
    `image_copy_tmp_dir = ${text(temporary)}`,
    '[network]',
    'network_backend = "netavark"',
    `network_config_dir = ${text(`${store}/networks`)}`,
    '',
  ].join('\n');
}

/** The text of `storage.conf`. */
export function storageConf({ store, run }: PodmanFolders): string {
  return ['[storage]', 'driver = "overlay"', `graphroot = ${text(store)}`, `runroot = ${text(run)}`, ''].join(
    '\n',
  );
}

/** Limits from the text of `/proc/self/limits`; what is unlimited is as much as there can be. */
export function hardLimitsOf(limits: string): HardLimits {
  const hard = (name: string): number => {
    const found = new RegExp(`^${name}\\s+\\S+\\s+(\\S+)`, 'm').exec(limits)?.[1];
    return found === undefined || found === 'unlimited' ? Number.MAX_SAFE_INTEGER : Number(found);
  };
  return { openFiles: hard('Max open files'), processes: hard('Max processes') };
}

/** A basic string of TOML; its escapes are those of JSON. */
const text = (value: string): string => JSON.stringify(value);
