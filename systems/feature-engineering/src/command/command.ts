import { parseArgs } from 'node:util';
import { FeaturesError } from '../features-error.ts';
import type { Effects } from './effects.ts';

/** A flag of a command: the one definition behind parsing and help. */
export interface Flag {
  type: 'boolean' | 'string';
  /** What the value is, e.g. `file`; for strings. */
  value?: string;
  /** One letter that stands for it, e.g. `o`. */
  short?: string;
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
  /** What may follow the command's name, e.g. `<data>`. */
  operands: string;
  /** What the operands mean and what the command does. */
  description: string;
  flags: Record<string, Flag>;
  /** Runs the command; resolves to the exit code. */
  run(operands: string[], flags: FlagValues, effects: Effects): Promise<number>;
}

/** Flags that every command takes. */
export const commonFlags: Record<string, Flag> = {
  json: { type: 'boolean', description: 'print the result as JSON on standard output' },
  help: { type: 'boolean', short: 'h', description: 'show this text' },
};

/** A flag that several commands have. */
export const outputFlag = (description: string): Flag => ({
  type: 'string',
  short: 'o',
  value: 'file',
  description,
});

/**
 * Splits a command line into flags and operands.
 *
 * @throws FeaturesError `usage` for a flag the command does not know or use rightly
 */
export function parseCommandLine(
  command: Pick<Command, 'name' | 'flags'>,
  args: string[],
): { flags: FlagValues; operands: string[] } {
  const options = Object.fromEntries(
    Object.entries({ ...command.flags, ...commonFlags }).map(([name, { type, short }]) => [
      name,
      { type, ...(short !== undefined && { short }) },
    ]),
  );
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true, strict: true });
    return { flags: values, operands: positionals };
  } catch (cause) {
    // The first sentence says what is wrong; the rest explains parseArgs.
    const [reason = 'wrong arguments'] = (cause as Error).message.split(/\. |\n/);
    throw new FeaturesError('usage', reason, {
      hint: `features ${command.name} --help lists the flags`,
      cause,
    });
  }
}

/** The text of `features <command> --help`. */
export function commandHelp({ name, operands, description, flags }: Command): string {
  const rows = Object.entries({ ...flags, ...commonFlags }).map(
    ([flagName, { short, value, description: words }]) =>
      [
        [
          ...(short === undefined ? [] : [`-${short}`]),
          `--${flagName}${value === undefined ? '' : ` <${value}>`}`,
        ].join(', '),
        words,
      ] as const,
  );
  const usage = ['features', name, operands, '[flags]'].filter(Boolean).join(' ');
  return `Usage: ${usage}\n\n${description}\n\n${table(rows)}`;
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

/** A string flag's value. @throws FeaturesError `usage` when it was not given */
export function neededFlag(flags: FlagValues, name: string): string {
  const value = textFlag(flags, name);
  if (value !== undefined) return value;
  throw new FeaturesError('usage', `--${name} is needed`, { hint: '--help says more' });
}

/** Names in a flag's value, separated by commas; none where it was not given. */
export function listFlag(flags: FlagValues, name: string): string[] {
  return (textFlag(flags, name) ?? '')
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}

/** A flag's value as a whole number from 1. @throws FeaturesError `usage` when it is none */
export function countFlag(flags: FlagValues, name: string): number | undefined {
  const text = textFlag(flags, name);
  if (text === undefined) return undefined;
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text);
  throw new FeaturesError('usage', `--${name} takes a whole number from 1, not ${JSON.stringify(text)}`);
}

/** The operands, of which there must be so many. @throws FeaturesError `usage` */
export function operandsOf(
  { name, operands: words }: Pick<Command, 'name' | 'operands'>,
  given: readonly string[],
  count: number,
): string[] {
  if (given.length === count) return [...given];
  throw new FeaturesError('usage', `${name} takes ${words}, not ${given.length} operands`, {
    hint: `features ${name} --help says more`,
  });
}
