import { commonSettings, commonValues, type CommonValues } from '@modelfolio/service/common-settings';
import {
  settingReader,
  type Settings as SettingsByName,
  type SettingSources,
} from '@modelfolio/service/settings';
import { defaultLimits, type Limits } from '../limits.ts';

/** How the service is set up. */
export interface Settings extends CommonValues {
  /** Folder that holds a folder for each model. */
  readonly models: string;
  readonly store: { readonly kind: 'sqlite' | 'firestore'; readonly place: string };
  /** Days that scenarios are kept; `null` for ever. */
  readonly ttlDays: number | null;
  readonly limits: Limits;
}

const { port, host, project, ...common } = commonSettings;

/** Every setting: a flag, or else an environment variable, or else what stands here. */
export const settings = {
  settings: common.settings,
  port,
  host,
  tokens: common.tokens,
  'allow-anonymous': common['allow-anonymous'],
  'allowed-hosts': common['allowed-hosts'],
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
  'cors-origins': common['cors-origins'],
  'ttl-days': {
    env: 'TTL_DAYS',
    value: 'days',
    fallback: '',
    description: 'days that scenarios are kept; empty for ever',
  },
  'max-body-bytes': common['max-body-bytes'],
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
  'max-seconds': common['max-seconds'],
  'max-concurrent': common['max-concurrent'],
  project,
} as const satisfies SettingsByName;

/** @throws UsageError that names the flag or variable at fault */
export function settingsOf(
  flags: SettingSources['flags'],
  environment: SettingSources['environment'],
  file: SettingSources['file'] = null,
): Settings {
  const hint = 'explain-service serve --help lists the settings';
  const from = settingReader(settings, { flags, environment, file }, hint);
  const values = commonValues(from);
  const store = /^(sqlite|firestore):(.+)$/.exec(from.text('store'));
  if (!store) throw from.wrong('store', 'sqlite:<file> or firestore:<project>');
  return {
    ...values,
    models: from.text('models'),
    store: { kind: store[1] as 'sqlite' | 'firestore', place: store[2] as string },
    ttlDays: from.text('ttl-days') === '' ? null : from.whole('ttl-days', 1, 36_500),
    limits: {
      ...values.limits,
      predictedRows: from.whole('max-predicted-rows', 1, 1_000_000),
      explainedRows: from.whole('max-explained-rows', 1, 100_000),
      backgroundRows: from.whole('max-background-rows', 1, 100_000),
    },
  };
}

function limitSetting<Name extends string>(env: Name, limit: keyof Limits, description: string) {
  return { env, value: 'number', fallback: String(defaultLimits[limit]), description };
}
