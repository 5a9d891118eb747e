import packageJson from '../../package.json' with { type: 'json' };
import { FeaturesError } from '../features-error.ts';
import { tellingDisk } from '../store/disk-failure.ts';
import { commandHelp, parseCommandLine, table, type Command } from './command.ts';
import type { Effects } from './effects.ts';

/** In the order that they are run in. Each is loaded when it is run. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  infer: async () => (await import('./infer.ts')).inferCommand,
  validate: async () => (await import('./validate.ts')).validateCommand,
  fit: async () => (await import('./fit.ts')).fitCommand,
  transform: async () => (await import('./transform.ts')).transformCommand,
  export: async () => (await import('./export.ts')).exportCommand,
  docs: async () => (await import('./docs.ts')).docsCommand,
  diff: async () => (await import('./diff.ts')).diffCommand,
  data: async () => (await import('./data.ts')).dataCommand,
};

/**
 * Runs a command line.
 *
 * @param args what follows the program's name
 * @returns exit code: 0 fine, 1 something is wrong, 2 wrong usage, 130 interrupted
 */
export async function main(args: readonly string[], effects: Effects): Promise<number> {
  try {
    const code = await tellingDisk(() => dispatch([...args], effects));
    return effects.signal.aborted ? 130 : code;
  } catch (error) {
    effects.progress(null);
    if (effects.signal.aborted) return 130;
    if (!(error instanceof FeaturesError)) {
      effects.note(`features: ${unexpected(error)}`);
      return 1;
    }
    if (args.includes('--json')) {
      const { code, place, hint } = error;
      effects.print(
        JSON.stringify({ error: { name: code, ...place, message: error.message, hint } }, null, 2),
      );
    }
    effects.note(`features: ${error.message.replaceAll(/\s*\n\s*/g, ' ')}`);
    return error.code === 'usage' ? 2 : 1;
  }
}

async function dispatch([name, ...args]: string[], effects: Effects): Promise<number> {
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
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
    throw new FeaturesError('usage', `no ${name.startsWith('-') ? 'flag' : 'command'} named ${name}`, {
      hint: `commands: ${Object.keys(commands).join(', ')}`,
    });
  const command = await load();
  const { flags, operands } = parseCommandLine(command, args);
  if (flags['help'] === true) {
    effects.print(commandHelp(command));
    return 0;
  }
  const code = await command.run(operands, flags, effects);
  effects.progress(null);
  return code;
}

/** The file system's refusals are nobody's fault here and say which file in one line; the rest needs its trace. */
function unexpected(error: unknown): string {
  if (!(error instanceof Error)) return `unexpected failure, please report it: ${String(error)}`;
  if ('syscall' in error && 'path' in error) return error.message;
  return `unexpected failure, please report it: ${error.stack ?? error.message}`;
}

async function overview(): Promise<string> {
  const loaded = await Promise.all(Object.values(commands).map((load) => load()));
  return [
    'Usage: features <command> [flags]',
    '',
    'Features of tables: rules learned and checked, pipelines fitted, applied, exported and documented.',
    '',
    table(loaded.map(({ name, summary }) => [name, summary])),
    '',
    'features <command> --help says more about one.',
  ].join('\n');
}
