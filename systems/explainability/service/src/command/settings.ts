import { commonSettings, commonValues, type CommonValues } from '@modelfolio/service/common-settings';
import {
  settingReader,
  type Settings as SettingsByName,
  type SettingSources,
} from '@modelfolio/service/settings';
import { defaultLimits, type Limits } from '../limits.ts';
import { modelsPlace, type ModelsPlace } from '../models/models-place.ts';
import { defaultScenarioLimits, type ScenarioLimits } from '../scenarios/scenario-limits.ts';

/** How the service is set up. */
export interface Settings extends CommonValues {
  readonly models: ModelsPlace;
  /** Bytes that models of a bucket may take together. */
  readonly maxModelBytes: number;
  readonly store: { readonly kind: 'sqlite' | 'firestore'; readonly place: string };
  /** Days that scenarios are kept; `null` for ever. */
  readonly ttlDays: number | null;
  readonly scenarioLimits: ScenarioLimits;
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
    value: 'place',
    fallback: 'models',
    description: 'holds a folder for each model: a folder, or gs://bucket/prefix',
  },
  'max-model-bytes': {
    env: 'MAX_MODEL_BYTES',
    value: 'number',
    fallback: String(1 << 30),
    description: 'bytes that models of a bucket may take together',
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
    fallback: '90',
    description: 'days that scenarios are kept; 0 for ever',
  },
  'max-scenarios': scenarioSetting('MAX_SCENARIOS', 'scenarios', 'scenarios that are kept, of all owners'),
  'max-stored-bytes': scenarioSetting('MAX_STORED_BYTES', 'bytes', 'bytes of these scenarios'),
  'max-owner-scenarios': scenarioSetting(
    'MAX_OWNER_SCENARIOS',
    'ownerScenarios',
    'scenarios that are kept of one owner',
  ),
  'max-owner-bytes': scenarioSetting('MAX_OWNER_BYTES', 'ownerBytes', 'bytes of the scenarios of one owner'),
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
  'max-dear': common['max-dear'],
  'max-queue': common['max-queue'],
  'max-wait-seconds': common['max-wait-seconds'],
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
  const models = modelsPlace(from.text('models'));
  if (!models) throw from.wrong('models', 'a folder or gs://bucket/prefix');
  return {
    ...values,
    models,
    maxModelBytes: from.whole('max-model-bytes', 1, 2 ** 40),
    store: { kind: store[1] as 'sqlite' | 'firestore', place: store[2] as string },
    ttlDays: from.whole('ttl-days', 0, 36_500) || null,
    scenarioLimits: {
      scenarios: from.whole('max-scenarios', 0, 100_000_000),
      bytes: from.whole('max-stored-bytes', 0, 2 ** 40),
      ownerScenarios: from.whole('max-owner-scenarios', 0, 100_000_000),
      ownerBytes: from.whole('max-owner-bytes', 0, 2 ** 40),
    },
    limits: {
      ...values.limits,
      predictedRows: from.whole('max-predicted-rows', 1, 1_000_000),
      explainedRows: from.whole('max-explained-rows', 1, 100_000),
      backgroundRows: from.whole('max-background-rows', 1, 100_000),
    },
  };
}

function scenarioSetting<Name extends string>(env: Name, limit: keyof ScenarioLimits, description: string) {
  return { env, value: 'number', fallback: String(defaultScenarioLimits[limit]), description };
}

function limitSetting<Name extends string>(env: Name, limit: keyof Limits, description: string) {
  return { env, value: 'number', fallback: String(defaultLimits[limit]), description };
}
