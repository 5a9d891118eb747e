import type { StatementSync } from 'node:sqlite';
import { storedValue } from './metric-points.ts';
import type { MlflowPoint } from './mlflow-run.ts';
import { packHistories, type PackedHistories } from './packed-histories.ts';
import type { Database } from './sqlite-database.ts';
import { unreadable, type Place } from './unreadable.ts';

/** The metrics of a run. Ten million rows may go through here, so rows are arrays and SQLite sorts nothing. */
export class SqliteMetrics {
  readonly #database: Database;
  readonly #place: Place;
  readonly #points: StatementSync;

  constructor(database: Database, place: Place) {
    this.#database = database;
    this.#place = place;
    // Before 1.0 there was no step, and a NaN could not be stored.
    const columns = [
      database.column('metrics', 'step', '0'),
      database.column('metrics', 'timestamp'),
      database.column('metrics', 'value'),
      database.column('metrics', 'is_nan', '0'),
    ].join(', ');
    this.#points = database.prepare(
      `SELECT metrics.key, ${columns} FROM metrics ${byRun(database)} WHERE run_uuid = ?`,
    );
  }

  /** SQL of what changes when a run logs a point: for a fingerprint, read from indexes. */
  static stateSql(database: Database): string {
    const last = '(SELECT max(metrics.rowid) FROM metrics WHERE metrics.run_uuid = runs.run_uuid)';
    if (!database.columns('latest_metrics').has('value')) return last;
    const totals = ['value', 'timestamp', 'step']
      .map((name) => `total(${database.column('latest_metrics', name, '0')})`)
      .join(` || ' ' || `);
    return `${last}, (SELECT count(*) || ' ' || ${totals} FROM latest_metrics WHERE latest_metrics.run_uuid = runs.run_uuid)`;
  }

  /** Every point of a run, by key. @throws RunsError `run-invalid` */
  histories(runId: string): PackedHistories {
    const points = new Map<string, MlflowPoint[]>();
    for (const row of this.#rows(runId)) {
      const key = String(row[0]);
      const [, step, timestamp, value, isNan] = row;
      if (!Number.isSafeInteger(step)) throw this.#wrong(runId, key, 'step', step);
      if (timestamp !== null && !Number.isSafeInteger(timestamp))
        throw this.#wrong(runId, key, 'timestamp', timestamp);
      if (typeof value !== 'number') throw this.#wrong(runId, key, 'value', value);
      const point = {
        step: step as number,
        timestamp: timestamp as number | null,
        value: storedValue(value, isNan === 1),
      };
      const known = points.get(key);
      if (known) known.push(point);
      else points.set(key, [point]);
    }
    return packHistories([...points].toSorted(([a], [b]) => (a < b ? -1 : 1)));
  }

  #rows(runId: string): unknown[][] {
    try {
      return this.#database.rows(this.#points, runId);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      const reason = 'reason' in error ? String(error.reason) : error.message;
      throw unreadable(this.#place, runId, 'metrics', reason, error);
    }
  }

  #wrong(runId: string, key: string, column: string, value: unknown): Error {
    const received = JSON.stringify(value);
    const reason = `expected a whole number below 2^53 as ${column}, received ${received}`;
    return unreadable(
      this.#place,
      runId,
      `metric ${key}`,
      column === 'value' ? `expected a number, received ${received}` : reason,
    );
  }
}

/** The index that finds a run's points as they were logged; SQLite would rather take one that also has the key. */
function byRun(database: Database): string {
  const sql = `SELECT name FROM pragma_index_list('metrics') WHERE name = 'index_metrics_run_uuid'`;
  return database.rows(database.prepare(sql)).length > 0 ? 'INDEXED BY index_metrics_run_uuid' : '';
}
