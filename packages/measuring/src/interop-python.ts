import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const interop = resolve(import.meta.dirname, '../../../interop');

/**
 * The Python of the virtual environment that `npm run test:interop` makes.
 *
 * @throws Error with what to do when it is not there
 */
export function interopPython(): string {
  const python = join(interop, '.venv', 'bin', 'python');
  if (existsSync(python)) return python;
  throw new Error(`${python}: not there (run npm run test:interop first)`);
}

/** Runs a script of the folder `interop` and gives the JSON of the last line that it prints. */
export async function askPython(script: string, ...args: (string | number)[]): Promise<unknown> {
  const { stdout } = await promisify(execFile)(interopPython(), [join(interop, script), ...args.map(String)]);
  return JSON.parse(stdout.slice(stdout.lastIndexOf('\n', stdout.length - 2) + 1));
}
