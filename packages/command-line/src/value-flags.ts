import { textFlag, type FlagValues } from './flags.ts';
import { UsageError } from './usage-error.ts';

/** Which whole numbers are taken, both ends included. */
export interface WholeRange {
  least: number;
  most?: number;
  /** What to do about another. */
  hint?: string;
}

/**
 * A whole number as a person types it.
 *
 * @param name names it in messages, e.g. `--rows` or `PORT`
 * @throws UsageError for anything but digits, and for a number out of range
 */
export function wholeNumber(text: string, name: string, { least, most, hint }: WholeRange): number {
  const value = /^\d{1,15}$/.test(text.trim()) ? Number(text) : Number.NaN;
  if (value >= least && value <= (most ?? Infinity)) return value;
  const range = most === undefined ? `from ${least}` : `from ${least} to ${most}`;
  throw unexpected(text, name, `a whole number ${range}`, hint);
}

/** A flag's whole number, or `null` where it was not given. @throws UsageError as {@link wholeNumber} */
export function wholeFlag(flags: FlagValues, name: string, range: WholeRange): number | null {
  const text = textFlag(flags, name);
  return text === undefined ? null : wholeNumber(text, `--${name}`, range);
}

/** A flag's number above 0, or `null` where it was not given. @throws UsageError */
export function positiveFlag(flags: FlagValues, name: string): number | null {
  const text = textFlag(flags, name);
  if (text === undefined) return null;
  const value = Number(text);
  if (Number.isFinite(value) && value > 0) return value;
  throw unexpected(text, `--${name}`, 'a number above 0');
}

/**
 * One of some words.
 *
 * @param name names it in messages, e.g. `--format`
 * @throws UsageError for any other word
 */
export function choiceOf<Choice extends string>(
  text: string,
  name: string,
  choices: readonly Choice[],
): Choice {
  const choice = choices.find((known) => known === text);
  if (choice !== undefined) return choice;
  throw unexpected(text, name, `one of ${choices.join(', ')}`);
}

/** A flag that takes one of some words, or `null` where it was not given. @throws UsageError as {@link choiceOf} */
export function choiceFlag<Choice extends string>(
  flags: FlagValues,
  name: string,
  choices: readonly Choice[],
): Choice | null {
  const text = textFlag(flags, name);
  return text === undefined ? null : choiceOf(text, `--${name}`, choices);
}

/** A value that is not what was expected. */
export const unexpected = (text: string, name: string, expected: string, hint?: string): UsageError =>
  new UsageError(`${name}: expected ${expected}, received ${JSON.stringify(text)}`, { hint });
