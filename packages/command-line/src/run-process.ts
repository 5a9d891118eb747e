import { spawn } from 'node:child_process';

/** How a program ended. */
export interface ProcessResult {
  /** Exit code; `null` where it could not be started or a signal ended it. */
  code: number | null;
  stdout: Buffer;
  stderr: Buffer;
}

/**
 * Runs a program with its arguments, without a shell, in a folder; resolves when it has ended. `input` is what it reads on
 * standard input: nothing unless given.
 */
export type RunProcess = (
  command: string,
  args: readonly string[],
  folder: string,
  input?: Uint8Array,
) => Promise<ProcessResult>;

export function runProcessUntil(signal: AbortSignal): RunProcess {
  return (command, args, folder, input) =>
    new Promise((done) => {
      const [out, err]: [Buffer[], Buffer[]] = [[], []];
      const finish = (code: number | null): void =>
        done({ code, stdout: Buffer.concat(out), stderr: Buffer.concat(err) });
      const child = spawn(command, args, { cwd: folder, signal, stdio: ['pipe', 'pipe', 'pipe'] });
      // A program need not read all that it is given.
      child.stdin.on('error', () => undefined);
      child.stdin.end(input);
      child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
      child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
      child.once('error', () => finish(null));
      child.once('close', finish);
    });
}
