import { spawn } from 'node:child_process';

/** How a program ended. */
export interface ProcessResult {
  /** Exit code; `null` where it could not be started or a signal ended it. */
  code: number | null;
  stdout: Buffer;
  stderr: Buffer;
}

/** Runs a program with its arguments, without a shell, in a folder; resolves when it has ended. */
export type RunProcess = (command: string, args: readonly string[], folder: string) => Promise<ProcessResult>;

export function runProcessUntil(signal: AbortSignal): RunProcess {
  return (command, args, folder) =>
    new Promise((done) => {
      const [out, err]: [Buffer[], Buffer[]] = [[], []];
      const finish = (code: number | null): void =>
        done({ code, stdout: Buffer.concat(out), stderr: Buffer.concat(err) });
      const child = spawn(command, args, { cwd: folder, signal, stdio: ['ignore', 'pipe', 'pipe'] });
      child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
      child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
      child.once('error', () => finish(null));
      child.once('close', finish);
    });
}
