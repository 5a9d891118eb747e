import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

/** How the command ended. */
export interface Ended {
  code: number | null;
  out: string;
  err: string;
}

/** Runs the real command in a folder. */
export function runFeatures(
  folder: string,
  args: string,
  { input = '', started }: { input?: string | null; started?: (child: ChildProcess) => void } = {},
): Promise<Ended> {
  return new Promise((done) => {
    const bin = join(import.meta.dirname, '../bin/features.ts');
    const child = spawn(process.execPath, [bin, ...args.split(' ').filter((word) => word !== '')], {
      cwd: folder,
    });
    const ended: Ended = { code: null, out: '', err: '' };
    child.stdout.on('data', (chunk) => (ended.out += String(chunk)));
    child.stderr.on('data', (chunk) => (ended.err += String(chunk)));
    child.on('close', (code) => done({ ...ended, code }));
    // With null, the input stays open.
    if (input !== null) child.stdin.end(input);
    started?.(child);
  });
}
