import type { FlagValues } from '@modelfolio/command-line/flags';
import { wholeFlag } from '@modelfolio/command-line/value-flags';

/** What the owner may choose about explanations. */
export interface ExplainSettings {
  /** Rows that stand for what is not known; all where there are no more. */
  readonly background: number;
  /** Rows to explain; by default a thousand, or a hundred where the model must be asked for each. */
  readonly rows: number | null;
  /** Of numpy's `RandomState`. */
  readonly seed: number;
  /** `false` leaves the permutation importance of features open (NaN): most of the time goes there. */
  readonly shuffle?: boolean;
}

/** Used where nothing else is said. */
export const defaultSettings: ExplainSettings = { background: 100, rows: null, seed: 42 };

/** numpy takes seeds of 32 bits, and the next one is used too. */
const mostSeed = 2 ** 32 - 2;

/** @throws UsageError for a flag that is no whole number in its range */
export function settingsOf(flags: FlagValues): ExplainSettings {
  const { background, rows, seed } = defaultSettings;
  return {
    background: wholeFlag(flags, 'background', { least: 1 }) ?? background,
    rows: wholeFlag(flags, 'rows', { least: 1 }) ?? rows,
    seed: wholeFlag(flags, 'seed', { least: 0, most: mostSeed }) ?? seed,
  };
}

/** The flags that are not as they would be anyway, as they are typed. */
export function settingsWords(settings: ExplainSettings): string {
  return (['background', 'rows', 'seed'] as const)
    .filter((name) => settings[name] !== null && settings[name] !== defaultSettings[name])
    .map((name) => ` --${name} ${settings[name]}`)
    .join('');
}
