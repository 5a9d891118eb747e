import type { Command as CommandOf } from '@modelfolio/command-line';
import { textFlag, type Flag, type FlagValues } from '@modelfolio/command-line/flags';
import { UsageError } from '@modelfolio/command-line/usage-error';
import type { Effects } from './effects.ts';

/** A command of `features`. */
export type Command = CommandOf<Effects>;

/** Flags that every command takes, besides `--help`. */
export const commonFlags: Record<string, Flag> = {
  json: { type: 'boolean', description: 'print the result as JSON on standard output' },
};

/** A flag that several commands have. */
export const outputFlag = (description: string): Flag => ({
  type: 'string',
  short: 'o',
  value: 'file',
  description,
});

/** A string flag's value. @throws UsageError when it was not given */
export function neededFlag(flags: FlagValues, name: string): string {
  const value = textFlag(flags, name);
  if (value !== undefined) return value;
  throw new UsageError(`--${name} is needed`, { hint: '--help says more' });
}

/** Names in a flag's value, separated by commas; none where it was not given. */
export function listFlag(flags: FlagValues, name: string): string[] {
  return (textFlag(flags, name) ?? '')
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}

/** The operands, of which there must be so many. @throws UsageError */
export function operandsOf(
  { name, operands: words }: Pick<Command, 'name' | 'operands'>,
  given: readonly string[],
  count: number,
): string[] {
  if (given.length === count) return [...given];
  throw new UsageError(`${name} takes ${words}, not ${given.length} operands`, {
    hint: `features ${name} --help says more`,
  });
}
