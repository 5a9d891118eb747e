import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Failure } from '@modelfolio/failures';

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * Keeps other builds of the same site away until released. A lock whose process is gone is taken over.
 *
 * @param path the lock file
 * @returns releases the lock
 * @throws Failure `build-running`
 */
export function takeLock(path: string): () => void {
  mkdirSync(dirname(path), { recursive: true });
  for (let tries = 0; ; tries++) {
    try {
      writeFileSync(path, String(process.pid), { flag: 'wx' });
      return () => rmSync(path, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    // Made if another build removed it in between.
    const holder = Number(readFileSync(path, { encoding: 'utf8', flag: 'a+' }));
    if (tries > 0 || (holder > 0 && isAlive(holder)))
      throw new Failure(
        'build-running',
        `another build of this site is running (process ${holder || 'unknown'})`,
        { hint: `wait for it, or remove ${path} if there is none` },
      );
    rmSync(path, { force: true });
  }
}
