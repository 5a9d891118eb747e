import { fromNumber, type MetricHistory } from '@modelfolio/schemas';
import type { StatementSync } from 'node:sqlite';
import { storedValue } from './metric-points.ts';
import type { Database } from './sqlite-database.ts';
import { unreadable, type Place } from './to-run-record.ts';

type Histories = (readonly [key: string, history: MetricHistory])[];

/** The metrics of a run. Ten million rows go through here, so rows are arrays and nothing is made a point. */
export class SqliteMetrics {
  readonly #database: Database;
  readonly #place: Place;
  readonly #points: StatementSync;

  constructor(database: Database, place: Place) {
    this.#database = database;
    this.#place = place;
    this.#points = database.prepare(
      `SELECT ${columns(database)} FROM metrics WHERE run_uuid = ? ORDER BY 1, 2, 3, 4, 5`,
    );
  }

  /** SQL of what changes when a run logs a point: for a fingerprint, read from indexes. */
  static stateSql(database: Database): string {
    const last = '(SELECT max(metrics.rowid) FROM metrics WHERE metrics.run_uuid = runs.run_uuid)';
    if (!database.columns('latest_metrics').has('value')) return last;
    const totals = ['value', 'timestamp', 'step']
      .map((name) => `total(${database.column('latest_metrics', name, '0')}) || ' '`)
      .join(' || ');
    return `${last}, (SELECT count(*) || ' ' || ${totals} FROM latest_metrics WHERE latest_metrics.run_uuid = runs.run_uuid)`;
  }

  /** Every point of a run, in columns by key. @throws ModelfolioError `run-invalid` */
  histories(runId: string): Histories {
    const rows = this.#rows(this.#points, runId);
    const histories: Histories = [];
    let key: unknown;
    let steps: number[] = [];
    let values: MetricHistory['values'] = [];
    let timestamps: number[] | null = [];
    const finish = (): void => {
      if (key === undefined) return;
      const timed = timestamps?.length === steps.length;
      histories.push([String(key), { steps, values, timestamps: timed ? timestamps : null }]);
    };
    for (const row of rows) {
      if (row[0] !== key) {
        finish();
        key = row[0];
        steps = [];
        values = [];
        timestamps = [];
      }
      this.#checkRow(row, runId);
      steps.push(row[1] as number);
      values.push(fromNumber(storedValue(row[3] as number, row[4] === 1)));
      if (row[2] !== null) timestamps?.push(row[2] as number);
    }
    finish();
    return histories;
  }

  #rows(statement: StatementSync, runId: string): unknown[][] {
    try {
      return this.#database.rows(statement, runId);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      const reason = 'reason' in error ? String(error.reason) : error.message;
      throw unreadable(this.#place, runId, 'metrics', reason, error);
    }
  }

  #checkRow(row: readonly unknown[], runId: string): void {
    const [key, step, timestamp, value] = row;
    const wrong = !Number.isSafeInteger(step)
      ? ['step', step]
      : timestamp !== null && !Number.isSafeInteger(timestamp)
        ? ['timestamp', timestamp]
        : typeof value !== 'number'
          ? ['value', value]
          : null;
    if (wrong)
      throw unreadable(
        this.#place,
        runId,
        `metric ${String(key)}`,
        `expected a number as ${String(wrong[0])}, received ${JSON.stringify(wrong[1])}`,
      );
  }
}

/** Before 1.0 there was no step, and a NaN could not be stored. */
function columns(database: Database): string {
  return [
    database.text('metrics', 'key'),
    database.column('metrics', 'step', '0'),
    database.column('metrics', 'timestamp'),
    database.column('metrics', 'value'),
    database.column('metrics', 'is_nan', '0'),
  ].join(', ');
}
