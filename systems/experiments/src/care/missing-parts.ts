import { listed } from '@modelfolio/failures/listed';
import type { Transaction } from '../database/database.ts';
import type { StoreFinding } from './store-finding.ts';

/** Names that a finding tells. */
const most = 3;

interface Check {
  readonly code: string;
  /** What such rows are. */
  readonly what: string;
  readonly hint: string;
  /** What is counted: FROM and WHERE. */
  readonly rows: (tx: Transaction) => string;
  /** What names a row, as SQL. */
  readonly name: string;
}

const ownedByRun = (table: string): Check => ({
  code: `${table.replace('_', '-')}-without-run`,
  what: `${table.replace('_', ' ')} of runs that are not there`,
  hint: `go back to a backup, or remove them: DELETE FROM ${table} WHERE run_uuid NOT IN (SELECT run_uuid FROM runs)`,
  rows: () => `${table} x WHERE NOT EXISTS (SELECT 1 FROM runs WHERE runs.run_uuid = x.run_uuid)`,
  name: 'x.run_uuid',
});

/** What MLflow's own code never leaves behind: a damaged file, an interrupted migration or somebody's SQL does. */
const checks: readonly Check[] = [
  {
    code: 'runs-without-experiment',
    what: 'runs of experiments that are not there',
    hint: 'go back to a backup, or give them one: UPDATE runs SET experiment_id = 0 WHERE run_uuid = …',
    rows: () =>
      'runs x WHERE NOT EXISTS (SELECT 1 FROM experiments WHERE experiments.experiment_id = x.experiment_id)',
    name: 'x.run_uuid',
  },
  ...['metrics', 'latest_metrics', 'params', 'tags'].map(ownedByRun),
  {
    code: 'versions-without-model',
    what: 'model versions of registered models that are not there',
    hint: 'go back to a backup, or register a model of that name again',
    rows: () =>
      `model_versions x WHERE NOT EXISTS
         (SELECT 1 FROM registered_models m WHERE m.workspace = x.workspace AND m.name = x.name)`,
    name: `x.name || '/' || CAST(x.version AS TEXT)`,
  },
  {
    code: 'aliases-without-version',
    what: 'aliases of model versions that are not there',
    hint: 'set the alias again, or delete it',
    rows: () =>
      `registered_model_aliases x WHERE NOT EXISTS
         (SELECT 1 FROM model_versions v WHERE v.workspace = x.workspace AND v.name = x.name AND v.version = x.version)`,
    name: `x.name || '@' || x.alias`,
  },
  {
    code: 'latest-metrics-differ',
    what: 'latest values that are not the last ones of their metric',
    hint: 'log a later value of the metric, or go back to a backup',
    // The last one has the greatest step, then the greatest time.
    rows: (tx) =>
      `latest_metrics x WHERE NOT EXISTS
         (SELECT 1 FROM metrics m WHERE m.run_uuid = x.run_uuid AND m.key = x.key AND m.step = x.step
            AND m.timestamp = x.timestamp AND m.is_nan = x.is_nan AND (m.value = x.value OR ${tx.isTrue('x.is_nan')}))
       OR EXISTS
         (SELECT 1 FROM metrics m WHERE m.run_uuid = x.run_uuid AND m.key = x.key
            AND (m.step, m.timestamp) > (x.step, x.timestamp))`,
    name: `x.key || ' of ' || x.run_uuid`,
  },
  {
    code: 'latest-metrics-missing',
    what: 'metrics without a latest value',
    hint: 'log another value of the metric, or go back to a backup',
    rows: () =>
      `(SELECT DISTINCT run_uuid, key FROM metrics) x WHERE NOT EXISTS
         (SELECT 1 FROM latest_metrics l WHERE l.run_uuid = x.run_uuid AND l.key = x.key)`,
    name: `x.key || ' of ' || x.run_uuid`,
  },
];

/** Rows of a store whose parts are missing or differ. */
export async function* missingParts(tx: Transaction): AsyncGenerator<StoreFinding> {
  for (const { code, what, hint, rows, name } of checks) {
    const from = rows(tx);
    // PostgreSQL's driver has counts as texts.
    const count = Number((await tx.first<{ count: number }>(`SELECT COUNT(*) AS count FROM ${from}`))?.count);
    if (count === 0) continue;
    const some = await tx.all<{ name: string }>(
      `SELECT DISTINCT ${name} AS name FROM ${from} ORDER BY 1 LIMIT ${most}`,
    );
    const names = listed(
      some.map((each) => each.name),
      most,
    );
    yield { code, reason: `${count.toLocaleString('en')} ${what}, e.g. ${names}`, hint };
  }
}
