import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** What a program may say at most, in bytes. */
const maxBuffer = 1e8;

/**
 * Runs a program and gives the JSON of the last line that it prints.
 *
 * @throws Error with what it said when it fails
 */
export async function askProcess<Answer>(
  program: string,
  args: readonly (string | number)[],
): Promise<Answer> {
  const { stdout } = await promisify(execFile)(program, args.map(String), { maxBuffer });
  return JSON.parse(stdout.slice(stdout.lastIndexOf('\n', stdout.length - 2) + 1)) as Answer;
}
