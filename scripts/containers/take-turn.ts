import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Waits until no other process holds a file, and holds it. A file whose process has ended is taken over.
 *
 * @param path the file: it holds the number of a process
 * @param waiting called once when another process is waited for
 * @returns gives it back
 */
export async function takeTurn(
  path: string,
  {
    signal,
    waiting,
    pause = 1000,
  }: { signal: AbortSignal; waiting: (process: number) => void; pause?: number },
): Promise<() => void> {
  for (let isTold = false; ;) {
    try {
      writeFileSync(path, String(process.pid), { flag: 'wx' });
      return () => rmSync(path, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = holderOf(path);
    if (holder === null) {
      rmSync(path, { force: true });
      continue;
    }
    if (!isTold) waiting(holder);
    isTold = true;
    await sleep(pause, undefined, { signal });
  }
}

/** The process that holds a file; `null` where it has ended. */
function holderOf(path: string): number | null {
  try {
    const holder = Number(readFileSync(path, 'utf8'));
    if (!(holder > 0)) return null;
    process.kill(holder, 0);
    return holder;
  } catch (error) {
    // It runs, as another user.
    if ((error as NodeJS.ErrnoException).code === 'EPERM') return Number(readFileSync(path, 'utf8'));
    return null;
  }
}
