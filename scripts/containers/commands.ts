import { spawn } from 'node:child_process';
import { Failure } from '@modelfolio/failures';

/** How a command is run. */
export interface CommandOptions {
  /** Milliseconds after which it is ended. Default: 15 minutes. */
  timeout?: number;
  environment?: Readonly<Record<string, string>>;
  /** Text for its standard input. */
  input?: string;
}

/** What a command printed and how it ended. */
export interface CommandResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the programs that make, run and remove containers. */
export interface Commands {
  /** Runs a program and gives its standard output, trimmed. @throws Failure `command` with its last words */
  must(command: string, args: readonly string[], options?: CommandOptions): Promise<string>;
  /** Runs a program that may fail. */
  attempt(command: string, args: readonly string[], options?: CommandOptions): Promise<CommandResult>;
}

/** Descriptor that the network of the machine is open at, inside the sealed part: see `seal.ts`. */
export const machineNetwork = 3;

/**
 * Commands of one run.
 *
 * @param signal ends the command that runs and refuses further ones; `null` for what cleans up, which is also out of reach
 *   of the Ctrl-C that a terminal sends to every process of its group
 * @param online whether commands see the network of the machine, as downloads must; all others have a network of their own
 */
export function commandsUntil(signal: AbortSignal | null, { online = false } = {}): Commands {
  const attempt: Commands['attempt'] = (command, args, options = {}) =>
    online
      ? ended(
          'nsenter',
          [`--net=/proc/self/fd/${machineNetwork}`, command, ...args],
          signal,
          options,
          machineNetwork,
        )
      : ended(command, args, signal, options, 'ignore');
  return {
    attempt,
    must: async (command, args, options) => {
      const { code, stdout, stderr } = await attempt(command, args, options);
      if (code === 0) return stdout.trim();
      signal?.throwIfAborted();
      throw new Failure('command', `${shown(command, args)} failed: ${lastWords(stderr || stdout, code)}`);
    },
  };
}

function ended(
  command: string,
  args: readonly string[],
  signal: AbortSignal | null,
  { timeout = 900_000, environment = {}, input }: CommandOptions,
  descriptor: number | 'ignore',
): Promise<CommandResult> {
  return new Promise((done, fail) => {
    if (signal?.aborted) return fail(signal.reason as Error);
    const child = spawn(command, args, {
      stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe', descriptor],
      env: { ...process.env, ...environment },
      detached: signal === null,
      timeout,
      ...(signal && { signal }),
    });
    const said = { stdout: '', stderr: '' };
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (said.stdout += text));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (said.stderr += text));
    child.stdin?.on('error', () => {}).end(input);
    child.once('error', (error) => fail(signal?.aborted ? (signal.reason as Error) : error));
    child.once('close', (code) => done({ ...said, code: code ?? 1 }));
    return undefined;
  });
}

const shown = (command: string, args: readonly string[]): string => [command, ...args.slice(0, 2)].join(' ');

/**
 * The lines that say what went wrong, and the last ones: builds say the reason first, and much afterwards. Without what podman
 * says about systemd, which it misses and does not need.
 */
function lastWords(text: string, code: number): string {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/systemd|healthchecks?: dial/.test(line));
  const faults = lines.filter((line) => /error|fail|cannot/i.test(line)).slice(0, 4);
  return [...new Set([...faults, ...lines.slice(-4)])].join(' | ') || `exit code ${code}`;
}
