import { dirname, resolve } from 'node:path';
import type { Command } from '@modelfolio/command-line';
import { UsageError } from '@modelfolio/command-line/usage-error';
import { openArtifactPlaces } from '@modelfolio/experiments/artifact-places';
import { awaitPostgres } from '@modelfolio/experiments/await-postgres';
import { openStore } from '@modelfolio/experiments/open-store';
import { withoutPassword, type StorePlace } from '@modelfolio/experiments/store-place';
import { openAccess } from '@modelfolio/service/access';
import { createLanes } from '@modelfolio/service/lanes';
import { lanesOf } from '@modelfolio/service/limits';
import { createLog } from '@modelfolio/service/log';
import { createMetrics } from '@modelfolio/service/metrics';
import { serveUntil } from '@modelfolio/service/serve';
import { settingSources } from '@modelfolio/service/setting-sources';
import { settingFlags } from '@modelfolio/service/settings';
import { createExperimentsApp } from '../app.ts';
import { fileAudit } from '../audit.ts';
import { mlflowForm } from '../mlflow-form.ts';
import type { Effects } from './effects.ts';
import { linesOfMlflowOptions, mlflowFlags } from './mlflow-options.ts';
import { aliasFlags, settings, settingsOf, type Settings } from './settings.ts';

export const serveCommand: Command<Effects> = {
  name: 'serve',
  summary: 'answers clients of MLflow until it is told to end',
  operands: '[store]',
  description:
    'Serves a store of experiments to clients of MLflow: set MLFLOW_TRACKING_URI to the address that is printed. The store is\n' +
    'mlflow.db unless you name another; one that is not there is made. Logs a JSON line for each request on standard output.\n' +
    'SIGTERM and SIGINT end it when what is being answered is done. Each flag may be an environment variable instead: its name\n' +
    'and its default stand in brackets.',
  flags: { ...settingFlags(settings), ...aliasFlags, ...mlflowFlags },
  run: async ([store, ...more], flags, effects) => {
    if (more.length > 0)
      throw new UsageError(`one store at a time, also given: ${more[0]}`, {
        hint: 'modelfolio-experiments serve --help',
      });
    const { environment } = effects;
    for (const line of linesOfMlflowOptions(flags, environment))
      effects.note(`modelfolio-experiments: ${line}`);
    // Secrets that stand in files are in the environment that it gives back.
    const sources = await settingSources(settings, { flags, environment });
    await serve(settingsOf(store, flags, sources.environment, sources.file), effects);
    return 0;
  },
};

async function serve(values: Settings, effects: Effects): Promise<void> {
  const { now, ending, out } = effects;
  const log = createLog(out);
  const access = await openAccess(values, { program: 'modelfolio-experiments', now, log });
  if (values.store.kind === 'postgres')
    await awaitPostgres(values.store.url, {
      signal: ending,
      told: (why) => log({ severity: 'WARNING', message: `waiting for ${placeOf(values)}: ${why}` }),
    });
  const { defaultArtifactRoot: artifactRoot, searchSeconds, searchThreads } = values;
  const store = await openStore(values.store, { artifactRoot, now, searchSeconds, searchThreads });
  const digestsFile = values.store.kind === 'sqlite' ? `${values.store.file}.artifacts.db` : 'artifacts.db';
  const places = openArtifactPlaces({
    defaultRoot: artifactRoot,
    destination: values.artifactsDestination,
    furtherRoots: foldersBeside(values.store),
    cwd: process.cwd(),
    environment: effects.environment,
    digestsFile,
  });
  const audit = values.auditLog === null ? null : fileAudit(values.auditLog, log);
  const lanes = createLanes(lanesOf(values.limits));
  const metrics = createMetrics();
  metrics.watchLanes(lanes.gates);
  metrics.watchLog(log.dropped);
  const stopping = new AbortController();
  const app = createExperimentsApp({
    ...values,
    bodyBytes: values.limits.bodyBytes,
    store,
    places,
    audit,
    access,
    lanes,
    metrics,
    ending: stopping.signal,
    now,
    log,
  });
  try {
    await serveUntil(ending, {
      ...values,
      seconds: values.limits.seconds,
      fetch: app.fetch,
      gate: lanes,
      log,
      refused: metrics.refused,
      problemForm: mlflowForm,
      prepare: async () => placeOf(values),
      stop: () => stopping.abort(),
    });
  } finally {
    places.close();
    await store.close();
    await audit?.end();
    log({ severity: 'INFO', message: 'ended' });
  }
}

/** Where MLflow keeps artifacts beside a database, by its defaults: a store that it made is served with them. */
const foldersBeside = (store: StorePlace): string[] =>
  store.kind === 'sqlite' ? ['mlruns', 'mlartifacts'].map((name) => resolve(dirname(store.file), name)) : [];

/** The store as a log may say it: without a password. */
function placeOf({ store }: Settings): string {
  return store.kind === 'sqlite' ? store.file : withoutPassword(store.url);
}
