import { readFileSync } from 'node:fs';

/** Whether a process goes on; one that has ended and that nobody has asked about does not. */
export function isRunning(pid: number): boolean {
  try {
    // The state follows the name, which may hold anything (proc_pid_stat(5)).
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
