import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A server in a process of its own. */
export interface StartedServer extends AsyncDisposable {
  readonly address: string;
  /** Seconds of processor time that it has taken so far, of all its threads. */
  cpuSeconds(): number;
  /** Milliseconds from the start of the process to its address. */
  readonly listenedMs: number;
}

/** Starts one of the programs of this folder and waits for the address that it prints. Its log goes nowhere. */
export async function startServer(name: 'plain-work' | 'service-work'): Promise<StartedServer> {
  const start = performance.now();
  const nowhere = openSync('/dev/null', 'w');
  const isPlain = name === 'plain-work';
  const child = spawn(process.execPath, ['--expose-gc', join(import.meta.dirname, `${name}.ts`)], {
    stdio: ['ignore', isPlain ? 'pipe' : nowhere, isPlain ? nowhere : 'pipe'],
  });
  closeSync(nowhere);
  const said = isPlain ? child.stdout : child.stderr;
  if (!said) throw new Error('no pipe');
  let words = '';
  said.setEncoding('utf8').on('data', (text: string) => (words += text));
  while (!words.includes('\n')) {
    const outcome = await Promise.race([once(said, 'data'), once(child, 'exit').then(() => null)]);
    if (outcome === null) throw new Error(`${name} has ended: ${words}`);
  }
  return {
    address: words.trim(),
    listenedMs: performance.now() - start,
    cpuSeconds: () => cpuSeconds(child.pid ?? 0),
    [Symbol.asyncDispose]: async () => {
      const ended = once(child, 'exit');
      child.kill(isPlain ? 'SIGKILL' : 'SIGTERM');
      await ended;
    },
  };
}

/** Clock ticks of the kernel a second, as Linux tells programs: proc_pid_stat(5). */
const ticksPerSecond = 100;

function cpuSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name of the program, in brackets, may hold spaces; user and system time are the 14th and 15th field.
  const [user = '', system = ''] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13);
  return (Number(user) + Number(system)) / ticksPerSecond;
}
