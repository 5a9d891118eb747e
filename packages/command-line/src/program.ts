import { parseArgs } from 'node:util';
import type { Terminal } from './effects.ts';
import { flagWords, table, type Flag, type FlagValues } from './flags.ts';
import { UsageError } from './usage-error.ts';

/** A command as a person types it. */
export interface Command<Effects> {
  name: string;
  /** One line for the list of commands. */
  summary: string;
  /** What may follow the command's name, e.g. `[model…]`. */
  operands: string;
  /** What the operands mean and what the command does. */
  description: string;
  flags: Record<string, Flag>;
  /** Runs the command; resolves to the exit code. */
  run(operands: string[], flags: FlagValues, effects: Effects): Promise<number>;
}

/** A program of several commands. */
export interface Program<Effects> {
  /** As a person types it. */
  name: string;
  /** One line for the list of commands. */
  summary: string;
  version: string;
  /** In the order that they are run in. Each is loaded when it is run. */
  commands: Readonly<Record<string, () => Promise<Command<Effects>>>>;
  /** Flags that every command takes, besides {@link helpFlag}. */
  commonFlags: Readonly<Record<string, Flag>>;
}

const helpFlag: Flag = { type: 'boolean', short: 'h', description: 'show this text' };

/** The flags of every command of a program, `--help` the last. */
export const everyCommandsFlags = ({
  commonFlags,
}: Pick<Program<never>, 'commonFlags'>): Record<string, Flag> => ({ ...commonFlags, help: helpFlag });

/**
 * Runs a command line: a command, or the program's own `--help` and `--version`.
 *
 * @example
 * const code = await runProgram(program, process.argv.slice(2), effects);
 *
 * @param args what follows the program's name
 * @returns exit code: the command's, 0 for help that was asked for, 2 where no command was named
 * @throws UsageError, and what the command throws
 */
export async function runProgram<Effects extends Pick<Terminal, 'print' | 'note'>>(
  program: Program<Effects>,
  [name, ...args]: readonly string[],
  effects: Effects,
): Promise<number> {
  if (name === undefined) {
    effects.note(await overview(program));
    return 2;
  }
  if (name === '--help' || name === '-h' || name === 'help') {
    effects.print(await overview(program));
    return 0;
  }
  if (name === '--version') {
    effects.print(program.version);
    return 0;
  }
  const load = Object.hasOwn(program.commands, name) ? program.commands[name] : undefined;
  if (!load)
    throw new UsageError(`no ${name.startsWith('-') ? 'flag' : 'command'} named ${name}`, {
      hint: `commands: ${Object.keys(program.commands).join(', ')}`,
    });
  const command = await load();
  const { flags, operands } = parseCommandLine(program, command, args);
  if (flags['help'] === true) {
    effects.print(commandHelp(program, command));
    return 0;
  }
  return command.run(operands, flags, effects);
}

/** Every command of a program, in its order. */
export function allCommands<Effects>({
  commands,
}: Pick<Program<Effects>, 'commands'>): Promise<Command<Effects>[]> {
  return Promise.all(Object.values(commands).map((load) => load()));
}

/** Splits a command line into flags and operands: a flag that the command does not know is wrong usage. */
function parseCommandLine<Effects>(
  program: Program<Effects>,
  command: Command<Effects>,
  args: string[],
): { flags: FlagValues; operands: string[] } {
  const options = Object.fromEntries(
    Object.entries({ ...command.flags, ...everyCommandsFlags(program) }).map(
      ([name, { type, short, multiple = false }]) => [
        name,
        { type, multiple, ...(short !== undefined && { short }) },
      ],
    ),
  );
  try {
    const { values, positionals } = parseArgs({
      args: withDashes(args, command.flags),
      options,
      allowPositionals: true,
      strict: true,
    });
    return { flags: values, operands: positionals };
  } catch (cause) {
    // The first sentence says what is wrong; the rest explains parseArgs.
    const [reason = 'wrong arguments'] = (cause as Error).message.split(/\. |\n/);
    throw new UsageError(reason, {
      hint: `${program.name} ${command.name} --help lists the flags`,
      cause,
    });
  }
}

/** Arguments with each value that may begin with a dash behind a `=`: there alone `parseArgs` takes it. */
function withDashes(args: readonly string[], flags: Readonly<Record<string, Flag>>): string[] {
  const joined: string[] = [];
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] as string;
    const takes = arg.startsWith('--') && flags[arg.slice(2)]?.takesDashes === true && at + 1 < args.length;
    joined.push(takes ? `${arg}=${args[(at += 1)]}` : arg);
    if (arg === '--') return [...joined, ...args.slice(at + 1)];
  }
  return joined;
}

/** The text of `<program> <command> --help`. */
function commandHelp<Effects>(
  program: Program<Effects>,
  { name, operands, description, flags }: Command<Effects>,
): string {
  const rows = Object.entries({ ...flags, ...everyCommandsFlags(program) }).map(
    ([flagName, flag]) => [flagWords(flagName, flag).join(', '), flag.description] as const,
  );
  const usage = [program.name, name, operands, '[flags]'].filter(Boolean).join(' ');
  return `Usage: ${usage}\n\n${description}\n\n${table(rows)}`;
}

async function overview<Effects>(program: Program<Effects>): Promise<string> {
  const rows = (await allCommands(program)).map(({ name, summary }) => [name, summary] as const);
  return [
    `Usage: ${program.name} <command> [flags]`,
    '',
    program.summary,
    '',
    table(rows),
    '',
    `${program.name} <command> --help says more about one.`,
  ].join('\n');
}
