import { readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs';

/** A process that has a file open. */
export interface OpenedBy {
  readonly pid: number;
  /** Its command line, shortened. */
  readonly command: string;
}

/** Other processes that have a file open, of those that may be looked at; `null` where the system does not tell (Linux does). */
export function openedBy(file: string): OpenedBy[] | null {
  try {
    const path = realpathSync(file);
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid && holds(name, path))
      .map((name) => ({ pid: Number(name), command: commandOf(name) }));
  } catch {
    return null;
  }
}

function holds(pid: string, path: string): boolean {
  try {
    return readdirSync(`/proc/${pid}/fd`).some((fd) => linkOf(`/proc/${pid}/fd/${fd}`) === path);
  } catch {
    // Ended meanwhile, or somebody else's.
    return false;
  }
}

function linkOf(path: string): string | null {
  try {
    return readlinkSync(path);
  } catch {
    return null;
  }
}

function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim().slice(0, 200);
  } catch {
    return 'unknown';
  }
}
