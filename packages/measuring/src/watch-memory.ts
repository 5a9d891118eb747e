import { readFileSync, writeFileSync } from 'node:fs';

/**
 * Begins to measure the peak of this process's memory (resident set, as Linux counts it).
 *
 * @returns a function that tells the peak since then, and what was there at the beginning, in bytes
 */
export function watchMemory(): () => { peakBytes: number; inputBytes: number } {
  globalThis.gc?.();
  // Sets the peak that the kernel remembers to what is in use now: proc(5).
  writeFileSync('/proc/self/clear_refs', '5');
  const inputBytes = statusBytes('VmRSS');
  return () => ({ peakBytes: statusBytes('VmHWM'), inputBytes });
}

function statusBytes(field: 'VmRSS' | 'VmHWM'): number {
  const line = readFileSync('/proc/self/status', 'utf8').match(new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm'));
  return Number(line?.[1]) * 1024;
}
