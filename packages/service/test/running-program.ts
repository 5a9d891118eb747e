import { spawn } from 'node:child_process';
import { once } from 'node:events';

/**
 * The real program of a service, as somebody starts it.
 *
 * @param program its file
 * @param launch what it is started with: Node, or a command that starts Node
 */
export function startProgram(
  program: string,
  args: readonly string[],
  env: Record<string, string> = {},
  launch: readonly string[] = [process.execPath],
) {
  const [command = '', ...before] = launch;
  const child = spawn(command, [...before, program, ...args], {
    env: { ...given('PATH', 'HOME', 'NODE_COMPILE_CACHE'), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.err += text));
  const ended = once(child, 'close').then(([code]) => code as number | null);
  const lines = (): Record<string, unknown>[] =>
    said.out
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  return {
    said,
    pid: child.pid as number,
    /** Exit code. */
    ended,
    /** Lines of the log. */
    lines,
    signal: (name: NodeJS.Signals) => child.kill(name),
    /** Resolves when the log has a line that begins so; rejects when the program ends before. */
    logged: async (start: string): Promise<string> => {
      for (;;) {
        const complete = said.out.slice(0, said.out.lastIndexOf('\n') + 1);
        const found = complete
          .split('\n')
          .filter((line) => line !== '')
          .map((line) => (JSON.parse(line) as { message: string }).message)
          .find((message) => message.startsWith(start));
        if (found !== undefined) return found;
        const outcome = await Promise.race([once(child.stdout, 'data'), ended]);
        if (!Array.isArray(outcome)) throw new Error(`ended with ${outcome} without "${start}": ${said.err}`);
      }
    },
  };
}

/** Those of these variables that this process has. */
const given = (...names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));

/** Starts a program's `serve` on a free port and waits until it is ready. */
export async function startServing(
  program: string,
  args: readonly string[] = [],
  env: Record<string, string> = {},
  launch?: readonly string[],
) {
  const running = startProgram(
    program,
    ['serve', '--port', '0', '--host', '127.0.0.1', ...args],
    env,
    launch,
  );
  const listening = await running.logged('listening on ');
  await running.logged('ready with ');
  return { ...running, url: listening.replace('listening on ', '') };
}
