import { textFlag, type Flag, type FlagValues } from '@modelfolio/command-line/flags';
import type { UsageError } from '@modelfolio/command-line/usage-error';
import { unexpected, wholeNumber } from '@modelfolio/command-line/value-flags';
import { defaultLimits, type Limits } from './limits.ts';

/** How a service may be set up: a flag, or else an environment variable, or else a value of its own. */
export interface Setting {
  /** Name of the environment variable. */
  readonly env: string;
  /** What the value is, e.g. `folder`. */
  readonly value: string;
  /** What holds where neither is given. */
  readonly fallback: string;
  readonly description: string;
}

/** Settings by the name of their flag. */
export type Settings = Readonly<Record<string, Setting>>;

/** What any service is set up with. */
export const commonSettings = {
  port: { env: 'PORT', value: 'number', fallback: '8080', description: 'TCP port; 0 takes a free one' },
  host: { env: 'HOST', value: 'address', fallback: '0.0.0.0', description: 'address to listen on' },
  'cors-origins': {
    env: 'CORS_ORIGINS',
    value: 'list',
    fallback: '',
    description: 'sites whose pages may ask, separated by commas; * for all',
  },
  'max-body-bytes': {
    env: 'MAX_BODY_BYTES',
    value: 'number',
    fallback: String(defaultLimits.bodyBytes),
    description: 'bytes of a body',
  },
  'max-seconds': {
    env: 'MAX_SECONDS',
    value: 'number',
    fallback: String(defaultLimits.seconds),
    description: 'seconds until a request is given up',
  },
  'max-concurrent': {
    env: 'MAX_CONCURRENT',
    value: 'number',
    fallback: String(defaultLimits.concurrent),
    description: 'requests that compute at the same time',
  },
  project: {
    env: 'GOOGLE_CLOUD_PROJECT',
    value: 'id',
    fallback: '',
    description: 'Google Cloud project that the traces in the logs belong to',
  },
} as const satisfies Settings;

/** The values of {@link commonSettings}. */
export interface CommonValues {
  readonly port: number;
  readonly host: string;
  readonly corsOrigins: readonly string[];
  readonly limits: Limits;
  /** Google Cloud project of the traces; `null` for none. */
  readonly project: string | null;
}

/** The settings as flags of a command. */
export function settingFlags(settings: Settings): Record<string, Flag> {
  return Object.fromEntries(
    Object.entries(settings).map(([name, { env, value, fallback, description }]) => [
      name,
      {
        type: 'string',
        value,
        description: `${description} [${env}${fallback === '' ? '' : `, ${fallback}`}]`,
      } satisfies Flag,
    ]),
  );
}

/** What may be asked of settings. */
export interface SettingReader<Name extends string> {
  text(name: Name): string;
  /** A whole number. @throws UsageError as {@link wrong} */
  whole(name: Name, least: number, most: number): number;
  /** The error of a value that makes no sense; it names the flag or the variable at fault. */
  wrong(name: Name, expected: string): UsageError;
}

/** Where the values of settings stand. */
export interface SettingSources {
  readonly flags: FlagValues;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/**
 * Reads settings from flags, then from the environment.
 *
 * @param hint what to do about a value that makes no sense
 */
export function settingReader<Name extends string>(
  settings: Readonly<Record<Name, Setting>>,
  { flags, environment }: SettingSources,
  hint: string,
): SettingReader<Name> {
  const text = (name: Name): string =>
    textFlag(flags, name) ?? environment[settings[name].env] ?? settings[name].fallback;
  const typed = (name: Name): string =>
    textFlag(flags, name) === undefined ? settings[name].env : `--${name}`;
  return {
    text,
    wrong: (name, expected) => unexpected(text(name), typed(name), expected, hint),
    whole: (name, least, most) => wholeNumber(text(name), typed(name), { least, most, hint }),
  };
}

/** The values of the settings that every service has. */
export function commonValues(from: SettingReader<keyof typeof commonSettings>): CommonValues {
  const corsOrigins = from
    .text('cors-origins')
    .split(',')
    .map((each) => each.trim())
    .filter(Boolean);
  if (!corsOrigins.every((each) => each === '*' || isOrigin(each)))
    throw from.wrong('cors-origins', 'origins such as https://example.org, separated by commas');
  return {
    port: from.whole('port', 0, 65_535),
    host: from.text('host'),
    corsOrigins,
    limits: {
      bodyBytes: from.whole('max-body-bytes', 1000, 1 << 28),
      seconds: from.whole('max-seconds', 1, 3600),
      concurrent: from.whole('max-concurrent', 1, 1000),
    },
    project: from.text('project') || null,
  };
}

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text;
}
