import type { Flag, FlagValues } from './flags.ts';
import { main, type MainEffects } from './main.ts';
import type { Command } from './program.ts';
import { UsageError } from './usage-error.ts';

/** A command that a person runs by `npm run`, and that takes flags only. */
export interface NpmScript<Effects> {
  /** What is typed before the flags in two parts, e.g. `npm run train --` and `fashion-mnist`. */
  typed: readonly [program: string, command: string];
  /** What heads each line of what went wrong, e.g. `train`. */
  title: string;
  /** What the command does. */
  description: string;
  flags: Readonly<Record<string, Flag>>;
  /** Runs the command; resolves to the exit code. */
  run(flags: FlagValues, effects: Effects): Promise<number>;
}

/**
 * Runs a script to its exit code, as {@link main} does a program.
 *
 * @param args what follows the words that are typed
 * @returns exit code: the script's, 1 when something is wrong, 2 for wrong usage, 130 when interrupted
 */
export function scriptMain<Effects extends MainEffects>(
  { typed: [name, command], title, description, flags, run }: NpmScript<Effects>,
  args: readonly string[],
  effects: Effects,
): Promise<number> {
  const only: Command<Effects> = {
    name: command,
    summary: '',
    operands: '',
    description,
    flags,
    run(operands, given) {
      if (operands.length > 0)
        throw new UsageError(`Unexpected argument '${operands[0]}'`, {
          hint: `${name} ${command} --help lists the flags`,
        });
      return run(given, effects);
    },
  };
  const commands = { [command]: () => Promise.resolve(only) };
  return main(
    { name, title, summary: '', version: '', commands, commonFlags: {} },
    [command, ...args],
    effects,
  );
}
