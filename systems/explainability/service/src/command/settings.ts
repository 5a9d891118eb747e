import type { Flag, FlagValues } from '@modelfolio/command-line/flags';
import { textFlag } from '@modelfolio/command-line/flags';
import { defaultLimits, type Limits } from '../limits.ts';
import { UsageError } from './usage-error.ts';

/** How the service is set up. */
export interface Settings {
  readonly port: number;
  readonly host: string;
  /** Folder that holds a folder for each model. */
  readonly models: string;
  readonly store: { readonly kind: 'sqlite' | 'firestore'; readonly place: string };
  readonly corsOrigins: readonly string[];
  readonly ttlDays: number | null;
  readonly limits: Limits;
  /** Google Cloud project of the traces; `null` for none. */
  readonly project: string | null;
}

interface Setting {
  readonly env: string;
  readonly value: string;
  readonly fallback: string | null;
  readonly description: string;
}

/** Every setting: a flag, or else an environment variable, or else what stands here. */
export const settings = {
  port: { env: 'PORT', value: 'number', fallback: '8080', description: 'TCP port; 0 takes a free one' },
  host: { env: 'HOST', value: 'address', fallback: '0.0.0.0', description: 'address to listen on' },
  models: {
    env: 'MODELS',
    value: 'folder',
    fallback: 'models',
    description: 'holds a folder for each model',
  },
  store: {
    env: 'STORE',
    value: 'kind:place',
    fallback: 'sqlite:data/scenarios.db',
    description: 'where scenarios are kept: sqlite:<file> or firestore:<project>',
  },
  'cors-origins': {
    env: 'CORS_ORIGINS',
    value: 'list',
    fallback: '',
    description: 'sites whose pages may ask, separated by commas; * for all',
  },
  'ttl-days': {
    env: 'TTL_DAYS',
    value: 'days',
    fallback: '',
    description: 'days that scenarios are kept; empty for ever',
  },
  'max-body-bytes': limitSetting('MAX_BODY_BYTES', 'bodyBytes', 'bytes of a body'),
  'max-predicted-rows': limitSetting(
    'MAX_PREDICTED_ROWS',
    'predictedRows',
    'rows that one request may have predicted',
  ),
  'max-explained-rows': limitSetting(
    'MAX_EXPLAINED_ROWS',
    'explainedRows',
    'rows that one request may have explained',
  ),
  'max-background-rows': limitSetting(
    'MAX_BACKGROUND_ROWS',
    'backgroundRows',
    'rows that may stand for "not known"',
  ),
  'max-seconds': limitSetting('MAX_SECONDS', 'seconds', 'seconds until a request is given up'),
  'max-concurrent': limitSetting('MAX_CONCURRENT', 'concurrent', 'requests that compute at the same time'),
  project: {
    env: 'GOOGLE_CLOUD_PROJECT',
    value: 'id',
    fallback: '',
    description: 'Google Cloud project that the traces in the logs belong to',
  },
} as const satisfies Record<string, Setting>;

type SettingName = keyof typeof settings;

/** The settings as flags of a command. */
export const settingFlags: Record<string, Flag> = Object.fromEntries(
  Object.entries(settings).map(([name, { env, value, fallback, description }]) => [
    name,
    {
      type: 'string',
      value,
      description: `${description} [${env}${fallback === '' ? '' : `, ${fallback}`}]`,
    } satisfies Flag,
  ]),
);

/** @throws UsageError that names the flag or variable at fault */
export function settingsOf(
  flags: FlagValues,
  environment: Readonly<Record<string, string | undefined>>,
): Settings {
  const text = (name: SettingName): string =>
    textFlag(flags, name) ?? environment[settings[name].env] ?? settings[name].fallback;
  const wrong = (name: SettingName, expected: string): UsageError => {
    const where = textFlag(flags, name) === undefined ? settings[name].env : `--${name}`;
    return new UsageError(`${where}: expected ${expected}, received ${JSON.stringify(text(name))}`, {
      hint: 'explain-service serve --help lists the settings',
    });
  };
  const whole = (name: SettingName, least: number, most: number): number => {
    const found = /^\d{1,15}$/.test(text(name)) ? Number(text(name)) : Number.NaN;
    if (found >= least && found <= most) return found;
    throw wrong(name, `a whole number from ${least} to ${most}`);
  };
  const store = /^(sqlite|firestore):(.+)$/.exec(text('store'));
  if (!store) throw wrong('store', 'sqlite:<file> or firestore:<project>');
  const corsOrigins = text('cors-origins')
    .split(',')
    .map((each) => each.trim())
    .filter(Boolean);
  if (!corsOrigins.every((each) => each === '*' || isOrigin(each)))
    throw wrong('cors-origins', 'origins such as https://example.org, separated by commas');
  return {
    port: whole('port', 0, 65_535),
    host: text('host'),
    models: text('models'),
    store: { kind: store[1] as 'sqlite' | 'firestore', place: store[2] as string },
    corsOrigins,
    ttlDays: text('ttl-days') === '' ? null : whole('ttl-days', 1, 36_500),
    limits: {
      bodyBytes: whole('max-body-bytes', 1000, 1 << 28),
      predictedRows: whole('max-predicted-rows', 1, 1_000_000),
      explainedRows: whole('max-explained-rows', 1, 100_000),
      backgroundRows: whole('max-background-rows', 1, 100_000),
      seconds: whole('max-seconds', 1, 3600),
      concurrent: whole('max-concurrent', 1, 1000),
    },
    project: text('project') || null,
  };
}

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text;
}

function limitSetting<Name extends string>(env: Name, limit: keyof Limits, description: string) {
  return { env, value: 'number', fallback: String(defaultLimits[limit]), description };
}
