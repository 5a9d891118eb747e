import { resolve } from 'node:path';
import type { Flag, FlagValues } from '@modelfolio/command-line/flags';
import { UsageError } from '@modelfolio/command-line/usage-error';
import { commonSettings, commonValues, type CommonValues } from '@modelfolio/service/common-settings';
import {
  settingReader,
  type Settings as SettingsByName,
  type SettingSources,
} from '@modelfolio/service/settings';
import { storePlace, withPassword, type StorePlace } from '@modelfolio/experiments/store-place';

/** How the server is set up. */
export interface Settings extends CommonValues {
  readonly store: StorePlace;
  /** URI under which artifacts of new experiments go. */
  readonly defaultArtifactRoot: string;
  /**
   * Where artifacts that clients send through the server are kept: a folder, `s3://…` or `gs://…`; `null` for a server that
   * takes none.
   */
  readonly artifactsDestination: string | null;
  /** File that changes are noted in; `null` for none. */
  readonly auditLog: string | null;
  /** Seconds that a search may take. */
  readonly searchSeconds: number;
  /** Threads that search an SQLite file. */
  readonly searchThreads: number;
}

const common = commonSettings;

/** Every setting: a flag, or else an environment variable, or else what stands here. */
export const settings = {
  settings: common.settings,
  'backend-store-uri': {
    env: 'MLFLOW_BACKEND_STORE_URI',
    value: 'store',
    fallback: 'mlflow.db',
    description: 'the database: a file, sqlite:///file or postgresql://…; a file that is not there is made',
  },
  'database-password': {
    env: 'DATABASE_PASSWORD',
    value: 'text',
    kind: 'secret',
    fallback: '',
    description: 'the password of a PostgreSQL whose address has none',
  },
  'default-artifact-root': {
    env: 'MLFLOW_DEFAULT_ARTIFACT_ROOT',
    value: 'uri',
    fallback: '',
    description:
      'where artifacts of new experiments go; mlflow-artifacts:/, this server, unless it takes none; then ./mlruns',
  },
  'artifacts-destination': {
    env: 'MLFLOW_ARTIFACTS_DESTINATION',
    value: 'place',
    fallback: './mlartifacts',
    description:
      'where artifacts are kept that come through this server: a folder, s3://bucket/… or gs://bucket/…',
  },
  'serve-artifacts': {
    env: 'MLFLOW_SERVE_ARTIFACTS',
    value: 'switch',
    kind: 'switch',
    fallback: 'true',
    description: 'take artifacts that clients send, and send them; --no-serve-artifacts takes none',
  },
  'registry-store-uri': {
    env: 'MLFLOW_REGISTRY_STORE_URI',
    value: 'store',
    fallback: '',
    description: 'the database of registered models: the one of experiments, no other is taken',
  },
  port: { ...common.port, fallback: '5000' },
  host: common.host,
  tokens: common.tokens,
  'allow-anonymous': common['allow-anonymous'],
  'allowed-hosts': { ...common['allowed-hosts'], env: 'MLFLOW_SERVER_ALLOWED_HOSTS' },
  'cors-origins': { ...common['cors-origins'], env: 'MLFLOW_SERVER_CORS_ALLOWED_ORIGINS' },
  'audit-log': {
    env: 'AUDIT_LOG',
    value: 'file',
    fallback: '',
    description:
      'JSON lines of who changed what; with --tokens it is <store>.audit.jsonl unless you name another',
  },
  'max-body-bytes': { ...common['max-body-bytes'], fallback: String(1 << 25) },
  'max-seconds': common['max-seconds'],
  'max-search-seconds': {
    env: 'MAX_SEARCH_SECONDS',
    value: 'number',
    fallback: '20',
    description: 'seconds that a search may take',
  },
  'search-threads': {
    env: 'SEARCH_THREADS',
    value: 'number',
    fallback: '1',
    description: 'threads that search an SQLite file; one more answers what is quick',
  },
  'max-concurrent': { ...common['max-concurrent'], fallback: '64' },
  'max-dear': { ...common['max-dear'], fallback: '8' },
  'max-queue': { ...common['max-queue'], fallback: '1000' },
  'max-wait-seconds': common['max-wait-seconds'],
  project: common.project,
} as const satisfies SettingsByName;

/** Other names of settings, as `mlflow server` has them. */
export const aliasFlags: Readonly<Record<string, Flag>> = {
  'cors-allowed-origins': { type: 'string', value: 'list', description: 'the same as --cors-origins' },
  'no-serve-artifacts': { type: 'boolean', description: 'take and send no artifacts' },
};

/** Flags by the names of the settings. */
function withoutAliases(flags: FlagValues, operand: string | undefined): FlagValues {
  const others: FlagValues = {
    'backend-store-uri': operand,
    'cors-origins': flags['cors-allowed-origins'],
    'serve-artifacts': flags['no-serve-artifacts'] === true ? 'false' : undefined,
  };
  const given = Object.entries(others).filter(([, value]) => value !== undefined);
  return { ...flags, ...Object.fromEntries(given) };
}

/** Variables by the names of the settings: those that `mlflow server` has hold where ours are not set. */
const withoutAliasVariables = (
  environment: SettingSources['environment'],
): SettingSources['environment'] => ({
  ...environment,
  HOST: environment['HOST'] ?? environment['MLFLOW_HOST'],
  PORT: environment['PORT'] ?? environment['MLFLOW_PORT'],
});

/**
 * @param operand the store, where it is given without a flag
 * @throws UsageError that names the flag or variable at fault
 */
export function settingsOf(
  operand: string | undefined,
  flags: SettingSources['flags'],
  environment: SettingSources['environment'],
  file: SettingSources['file'] = null,
): Settings {
  const hint = 'modelfolio-experiments serve --help lists the settings';
  const given = withoutAliases(flags, operand);
  const variables = withoutAliasVariables(environment);
  const from = settingReader(settings, { flags: given, environment: variables, file }, hint);
  const values = commonValues(from);
  const named = storePlace(from.text('backend-store-uri'));
  if (!named)
    throw from.wrong('backend-store-uri', 'a file, sqlite:///file or postgresql://user@host/database');
  const store = withPassword(named, from.text('database-password'));
  const registry = from.text('registry-store-uri');
  if (registry !== '' && registry !== from.text('backend-store-uri'))
    throw new UsageError('--registry-store-uri (MLFLOW_REGISTRY_STORE_URI) names another store', {
      hint: 'registered models are kept in the store of the experiments: leave it out',
    });
  const servesArtifacts = from.isOn('serve-artifacts');
  const audit = from.text('audit-log');
  return {
    ...values,
    store,
    defaultArtifactRoot: absolute(
      from.text('default-artifact-root') || (servesArtifacts ? 'mlflow-artifacts:/' : './mlruns'),
    ),
    artifactsDestination: servesArtifacts ? from.text('artifacts-destination') : null,
    auditLog:
      audit !== ''
        ? audit
        : values.tokens !== null && store.kind === 'sqlite'
          ? `${store.file}.audit.jsonl`
          : null,
    searchSeconds: from.whole('max-search-seconds', 1, 3600),
    searchThreads: from.whole('search-threads', 1, 16),
  };
}

/** Clients get it: a path has to mean the same to them, wherever they run. */
const absolute = (root: string): string => (/^[a-z][a-z\d+.-]+:/i.test(root) ? root : resolve(root));
