import packageJson from '../package.json' with { type: 'json' };
import { commandHelp, parseCommandLine, table, type Command } from './command.ts';
import type { Effects } from './effects.ts';
import { ModelfolioError } from './modelfolio-error.ts';

/** In the order that they are run in. Each is loaded when it is run: half a second of start for all of them. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  init: async () => (await import('./commands/init.ts')).initCommand,
  ingest: async () => (await import('./commands/ingest.ts')).ingestCommand,
  add: async () => (await import('./commands/add.ts')).addCommand,
  evaluate: async () => (await import('./commands/evaluate.ts')).evaluateCommand,
  build: async () => (await import('./commands/build.ts')).buildCommand,
  migrate: async () => (await import('./commands/migrate.ts')).migrateCommand,
  compare: async () => (await import('./commands/compare.ts')).compareCommand,
  export: async () => (await import('./commands/export.ts')).exportCommand,
  freeze: async () => (await import('./commands/freeze.ts')).freezeCommand,
  check: async () => (await import('./commands/check.ts')).checkCommand,
};

/**
 * Runs a command line.
 *
 * @param args what follows the program's name
 * @returns exit code: 0 fine, 1 something is wrong, 2 wrong usage, 130 interrupted
 */
export async function main(args: readonly string[], effects: Effects): Promise<number> {
  try {
    return await dispatch([...args], effects);
  } catch (error) {
    effects.progress(null);
    if (effects.signal.aborted) {
      effects.note('modelfolio: interrupted; no file was left half-written');
      return 130;
    }
    if (!(error instanceof ModelfolioError)) {
      effects.note(`modelfolio: ${describeUnexpected(error)}`);
      return 1;
    }
    if (args.includes('--json')) {
      const { code, reason, file, field, hint } = error;
      effects.print(JSON.stringify({ error: { name: code, file, field, reason, remedy: hint } }, null, 2));
    }
    effects.note(`modelfolio: ${error.message}`);
    return error.code === 'usage' ? 2 : 1;
  }
}

async function dispatch([name, ...args]: string[], effects: Effects): Promise<number> {
  if (name === undefined || name === '--help' || name === 'help') {
    if (name === undefined) effects.note(await overview());
    else effects.print(await overview());
    return name === undefined ? 2 : 0;
  }
  if (name === '--version') {
    effects.print(packageJson.version);
    return 0;
  }
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!load)
    throw new ModelfolioError('usage', `no ${name.startsWith('-') ? 'flag' : 'command'} named ${name}`, {
      hint: `commands: ${Object.keys(commands).join(', ')}`,
    });
  const command = await load();
  const { flags, operands } = parseCommandLine(command, args);
  if (flags['help'] === true) {
    effects.print(commandHelp(command));
    return 0;
  }
  return command.run(operands, flags, effects);
}

/** The file system's refusals are nobody's fault here and say which file in one line; the rest needs its trace. */
function describeUnexpected(error: unknown): string {
  if (!(error instanceof Error)) return `unexpected failure, please report it: ${String(error)}`;
  if ('syscall' in error && 'path' in error) return error.message;
  return `unexpected failure, please report it: ${error.stack ?? error.message}`;
}

/** Every command, in the order that they are run in. */
export function allCommands(): Promise<Command[]> {
  return Promise.all(Object.values(commands).map((load) => load()));
}

async function overview(): Promise<string> {
  const loaded = await allCommands();
  return [
    'Usage: modelfolio <command> [flags]',
    '',
    'Turns machine-learning runs into model cards that can prove what they say.',
    '',
    table(loaded.map(({ name, summary }) => [name, summary])),
    '',
    'modelfolio <command> --help says more about one.',
  ].join('\n');
}
