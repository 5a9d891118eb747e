import { textFlag, type Flag, type FlagValues } from '@modelfolio/command-line/flags';
import type { UsageError } from '@modelfolio/command-line/usage-error';
import { unexpected, wholeNumber } from '@modelfolio/command-line/value-flags';

/** How a service may be set up: a flag, else an environment variable, else a settings file, else a value of its own. */
export interface Setting {
  /** Name of the environment variable. */
  readonly env: string;
  /** What the value is, e.g. `folder`. A `list` is separated by commas, or a list in the settings file. */
  readonly value: string;
  /** What holds where none is given. */
  readonly fallback: string;
  readonly description: string;
  /**
   * `switch`: on or off; its flag takes no value. `secret`: never written on a command line, which every user of the
   * machine can see, nor in the settings file or a message. Flag and settings file name the file that holds it
   * (`--password-file`), the environment holds it (`PASSWORD`) or names its file (`PASSWORD_FILE`). Default: text.
   */
  readonly kind?: 'switch' | 'secret';
}

/** Settings by the name of their flag. */
export type Settings = Readonly<Record<string, Setting>>;

/** The name under which a setting is given by flag and in a settings file. */
export const givenName = (name: string, { kind }: Setting): string =>
  kind === 'secret' ? `${name}-file` : name;

/** The settings as flags of a command. */
export function settingFlags(settings: Settings): Record<string, Flag> {
  return Object.fromEntries(
    Object.entries(settings).map(([name, setting]) => {
      const { env, value, fallback, kind } = setting;
      const variable = kind === 'secret' ? `${env}, ${env}_FILE` : env;
      const description = `${setting.description} [${variable}${fallback === '' ? '' : `, ${fallback}`}]`;
      const flag: Flag =
        kind === 'switch'
          ? { type: 'boolean', description }
          : { type: 'string', value: kind === 'secret' ? 'file' : value, description };
      return [givenName(name, setting), flag];
    }),
  );
}

/** What may be asked of settings. */
export interface SettingReader<Name extends string> {
  text(name: Name): string;
  /** Whether a switch is on. @throws UsageError as {@link wrong} */
  isOn(name: Name): boolean;
  /** What a list names, without what is empty. */
  list(name: Name): string[];
  /** A whole number. @throws UsageError as {@link wrong} */
  whole(name: Name, least: number, most: number): number;
  /** The error of a value that makes no sense; it names the flag, the variable or the place in the file at fault. */
  wrong(name: Name, expected: string): UsageError;
}

/** What a settings file says, see `parseSettingsFile`. */
export interface SettingsFile {
  readonly path: string;
  /** The values as a person would type them, by the name of their flag. */
  readonly values: Readonly<Record<string, string | undefined>>;
  /** `line:column` of a setting, from 1. */
  placeOf(name: string): string;
}

/** Where the values of settings stand, see `settingSources`. */
export interface SettingSources {
  readonly flags: FlagValues;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Default: none. */
  readonly file?: SettingsFile | null;
}

/**
 * Reads settings from flags, then from the environment, then from the settings file.
 *
 * @param hint what to do about a value that makes no sense
 *
 * @example
 * const sources = await settingSources(settings, { flags, environment });
 * const from = settingReader(settings, sources, 'squeeze-service serve --help lists the settings');
 * const { port } = commonValues(from);
 */
export function settingReader<Name extends string>(
  settings: Readonly<Record<Name, Setting>>,
  { flags, environment, file = null }: SettingSources,
  hint: string,
): SettingReader<Name> {
  /** The value and what a person calls the place it comes from. */
  function given(name: Name): { text: string; place: string } {
    const { env, fallback, kind } = settings[name];
    const flag = kind === 'switch' && flags[name] === true ? 'true' : textFlag(flags, name);
    if (flag !== undefined && kind !== 'secret') return { text: flag, place: `--${name}` };
    const variable = environment[env];
    if (variable !== undefined) return { text: variable, place: env };
    const inFile = kind === 'secret' ? undefined : file?.values[name];
    if (file && inFile !== undefined)
      return { text: inFile, place: `${file.path}:${file.placeOf(name)}: ${name}` };
    return { text: fallback, place: env };
  }
  const wrong = (name: Name, expected: string): UsageError => {
    const { text, place } = given(name);
    return unexpected(settings[name].kind === 'secret' ? '(secret)' : text, place, expected, hint);
  };
  return {
    text: (name) => given(name).text,
    isOn: (name) => {
      const word = given(name).text.trim().toLowerCase();
      if (['true', '1', 'yes', 'on'].includes(word)) return true;
      if (['', 'false', '0', 'no', 'off'].includes(word)) return false;
      throw wrong(name, 'true or false');
    },
    list: (name) =>
      given(name)
        .text.split(',')
        .map((each) => each.trim())
        .filter(Boolean),
    wrong,
    whole: (name, least, most) => {
      const { text, place } = given(name);
      return wholeNumber(text, place, { least, most, hint });
    },
  };
}
