import { parseArgs } from 'node:util';
import type { Effects } from './effects.ts';
import { ModelfolioError } from './modelfolio-error.ts';

/** A flag of a command: the one definition behind parsing and help. */
export interface Flag {
  type: 'boolean' | 'string';
  /** What the value is, e.g. `folder`; for strings. */
  value?: string;
  /** One letter that stands for it, e.g. `o`. */
  short?: string;
  /** May be given more than once; for strings. */
  multiple?: boolean;
  /** Shown by `--help`. */
  description: string;
}

/** The values of given flags by name. */
export type FlagValues = Record<string, string | boolean | (string | boolean)[] | undefined>;

/** A command as a person types it. */
export interface Command {
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

/** Flags that every command takes. */
export const commonFlags: Record<string, Flag> = {
  root: {
    type: 'string',
    value: 'folder',
    description: 'project to work in (default: the nearest folder with models/ in it)',
  },
  json: { type: 'boolean', description: 'print the result as JSON on standard output' },
  help: { type: 'boolean', short: 'h', description: 'show this text' },
};

/**
 * Splits a command line into flags and operands.
 *
 * @throws ModelfolioError `usage` for a flag the command does not know or use rightly
 */
export function parseCommandLine(
  command: Pick<Command, 'name' | 'flags'>,
  args: string[],
): { flags: FlagValues; operands: string[] } {
  const options = Object.fromEntries(
    Object.entries({ ...command.flags, ...commonFlags }).map(([name, { type, short, multiple = false }]) => [
      name,
      { type, multiple, ...(short !== undefined && { short }) },
    ]),
  );
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true, strict: true });
    return { flags: values, operands: positionals };
  } catch (cause) {
    // The first sentence says what is wrong; the rest explains parseArgs.
    const [reason = 'wrong arguments'] = (cause as Error).message.split(/\. |\n/);
    throw new ModelfolioError('usage', reason, {
      hint: `modelfolio ${command.name} --help lists the flags`,
      cause,
    });
  }
}

/** The text of `modelfolio <command> --help`. */
export function commandHelp({ name, operands, description, flags }: Command): string {
  const rows = Object.entries({ ...flags, ...commonFlags }).map(
    ([flagName, flag]) => [flagWords(flagName, flag).join(', '), flag.description] as const,
  );
  const usage = ['modelfolio', name, operands, '[flags]'].filter(Boolean).join(' ');
  return `Usage: ${usage}\n\n${description}\n\n${table(rows)}`;
}

/** How a flag is typed: its letter, if it has one, and its name with what follows it. */
export function flagWords(name: string, { short, value }: Flag): string[] {
  return [
    ...(short === undefined ? [] : [`-${short}`]),
    `--${name}${value === undefined ? '' : ` <${value}>`}`,
  ];
}

/** Lines of two columns, the second aligned. */
export function table(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join('\n');
}

/** A string flag's value, if it was given. */
export function textFlag(flags: FlagValues, name: string): string | undefined {
  const value = flags[name];
  return typeof value === 'string' ? value : undefined;
}

/** All values of a string flag that may be given more than once. */
export function listFlag(flags: FlagValues, name: string): string[] {
  return [flags[name]].flat().filter((value) => typeof value === 'string');
}
