import module from 'node:module';

/** The work of a program: a command line in, an exit code out. The signal is aborted by Ctrl-C. */
export type Work = (args: readonly string[], signal: AbortSignal) => Promise<number>;

/**
 * Starts a program, for the file that a person runs.
 *
 * @param load loads the code: types are stripped and code is compiled once, not at every start, which takes half of what a
 *   short command takes
 *
 * @example
 * #!/usr/bin/env node
 * await start(async () => {
 *   const [{ main }, { realEffects }] = await Promise.all([import('../src/main.ts'), import('../src/effects.ts')]);
 *   return (args, signal) => main(args, realEffects(signal));
 * });
 */
export async function start(
  load: () => Promise<Work>,
  signals: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM'],
): Promise<void> {
  const age = tooOld(process.versions.node);
  if (age !== null) {
    process.stderr.write(`${age}\n`);
    process.exitCode = 1;
    return;
  }
  module.enableCompileCache();
  const signal = interruption(signals);
  // Whoever reads the output may have seen enough, as `head` does.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
  const work = await load();
  process.exitCode = await work(process.argv.slice(2), signal);
}

/**
 * What to tell whoever starts a program on a Node that lacks what it needs, or `null`.
 *
 * @param version as in `process.versions.node`
 */
export function tooOld(version: string): string | null {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 13)) return null;
  return `Node ${version} is too old: this program needs Node 22.13 or newer (https://nodejs.org, or npm install node in the project)`;
}

function interruption(signals: readonly NodeJS.Signals[]): AbortSignal {
  const stop = new AbortController();
  for (const name of signals)
    process.on(name, () => {
      // The second one does not wait until the work has seen the first.
      if (stop.signal.aborted) process.exit(130);
      stop.abort();
    });
  return stop.signal;
}
