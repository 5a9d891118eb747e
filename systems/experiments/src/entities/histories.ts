import type { SqlValue, Transaction } from '../database/database.ts';
import type { Int64 } from '../interface/message-types.ts';
import { readableExperiments, type Reach } from '../reach.ts';
import { page } from '../search/page.ts';
import { metricValue } from './runs.ts';

interface PointRow {
  readonly value: number;
  readonly is_nan: number | boolean;
  readonly timestamp: Int64;
  readonly step: Int64;
}

const columns = 'm.value, m.is_nan, m.timestamp, m.step';

const toPoint = (key: string, row: PointRow, run_id?: string): object => ({
  key,
  value: metricValue(row),
  timestamp: row.timestamp,
  step: row.step,
  run_id,
});

/** All points of a metric of a run, or a page of them, in the order of their times. */
export async function metricHistory(
  tx: Transaction,
  runId: string,
  key: string,
  { most = 1e9, token }: { readonly most: number | undefined; readonly token: string | undefined },
): Promise<{ points: object[]; next?: string }> {
  const { rows, next } = await page<PointRow>(
    tx,
    {
      columns,
      from: { sql: 'metrics AS m', values: [] },
      where: [{ sql: 'm.run_uuid = ? AND m.key = ?', values: [runId, key] }],
      order: [
        ...['timestamp', 'step', 'value'].map((column) => ({
          sql: `m.${column}`,
          column,
          nulls: 'never' as const,
        })),
        { sql: nanOrder(tx, 'm.is_nan'), nulls: 'never' },
      ],
    },
    { most, token },
  );
  return { points: rows.map((row) => toPoint(key, row)), ...(next !== undefined && { next }) };
}

/** Truth values are in no order on some databases. */
const nanOrder = (tx: Transaction, column: string): string =>
  tx.dialect === 'sqlite' ? column : `CASE WHEN ${tx.isTrue(column)} THEN 1 ELSE 0 END`;

/** The runs of these that a caller may look into. */
export async function runsInReach(
  tx: Transaction,
  ids: readonly string[],
  reach: Reach,
): Promise<readonly string[]> {
  const readable = readableExperiments(reach);
  if (readable === null) return ids;
  const rows = await tx.all<{ run_uuid: string }>(
    `SELECT run_uuid FROM runs WHERE ${tx.isAnyOf('run_uuid')} AND ${tx.isAnyOf('CAST(experiment_id AS TEXT)')}`,
    [JSON.stringify(ids), JSON.stringify(readable)],
  );
  return rows.map(({ run_uuid }) => run_uuid);
}

/** The points of a metric of several runs: one run after another, each in the order of its times. */
export async function severalHistories(
  tx: Transaction,
  ids: readonly string[],
  key: string,
  most: number,
): Promise<object[]> {
  const rows = await tx.all<PointRow & { run_uuid: string }>(
    `SELECT m.run_uuid, ${columns} FROM metrics AS m WHERE ${tx.isAnyOf('m.run_uuid')} AND m.key = ?
     ORDER BY m.run_uuid, m.timestamp, m.step, m.value LIMIT ?`,
    [JSON.stringify(ids), key, most],
  );
  return rows.map((row) => toPoint(key, row, row.run_uuid));
}

/**
 * Points of a metric that stand for all of them: the first of each of as many equal parts, in the order of steps, and the last
 * point instead of the last of these.
 *
 * @param options `most`: how many there are at most; `steps`: the first and last step to look at
 */
export async function sampledHistory(
  tx: Transaction,
  runId: string,
  key: string,
  { most, steps }: { readonly most: number; readonly steps: readonly [first: number, last: number] | null },
): Promise<object[]> {
  const where = `m.run_uuid = ? AND m.key = ?${steps ? ' AND m.step >= ? AND m.step <= ?' : ''}`;
  const values: SqlValue[] = [runId, key, ...(steps ?? [])];
  const counted = await tx.first<{ points: Int64 }>(
    `SELECT COUNT(*) AS points FROM metrics AS m WHERE ${where}`,
    values,
  );
  const total = Number(counted?.points ?? 0);
  const order = `m.step, m.timestamp, m.value, ${nanOrder(tx, 'm.is_nan')}`;
  if (total <= most) {
    const rows = await tx.all<PointRow>(
      `SELECT ${columns} FROM metrics AS m WHERE ${where} ORDER BY ${order}`,
      values,
    );
    return rows.map((row) => toPoint(key, row, runId));
  }
  // The first parts are larger by one where the points do not divide into equal parts.
  const part = Math.floor(total / most);
  const larger = (total % most) * (part + 1);
  const rows = await tx.all<PointRow & { place: Int64 }>(
    `SELECT value, is_nan, timestamp, step, place FROM (
       SELECT ${columns}, ROW_NUMBER() OVER (ORDER BY ${order}) - 1 AS place FROM metrics AS m WHERE ${where}
     ) AS numbered
     WHERE (place < ${larger} AND place % ${part + 1} = 0)
        OR (place >= ${larger} AND (place - ${larger}) % ${part} = 0) OR place = ${total - 1}
     ORDER BY place`,
    values,
  );
  const sampled = rows.length > most ? [...rows.slice(0, most - 1), ...rows.slice(-1)] : rows;
  return sampled.map((row) => toPoint(key, row, runId));
}
