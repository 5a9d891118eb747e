import { isLater, type Point } from '../checks/points.ts';
import type { SqlValue, Transaction } from '../database/database.ts';

const columns = ['key', 'value', 'timestamp', 'step', 'is_nan', 'run_uuid'];

/** Keeps the row that is later: by step, then time, then value, as MLflow compares them. */
const onLatestConflict = `ON CONFLICT (key, run_uuid) DO UPDATE
  SET value = excluded.value, timestamp = excluded.timestamp, step = excluded.step, is_nan = excluded.is_nan
  WHERE (excluded.step, excluded.timestamp, excluded.value)
      > (latest_metrics.step, latest_metrics.timestamp, latest_metrics.value)`;

/** Adds points to a run's metrics, and keeps the latest of each metric. A point that is there already is not added again. */
export async function logPoints(tx: Transaction, runId: string, points: readonly Point[]): Promise<void> {
  if (points.length === 0) return;
  const toRow = (point: Point): SqlValue[] => [
    point.key,
    point.value,
    point.timestamp,
    point.step,
    tx.truth(point.isNaN),
    runId,
  ];
  await tx.insert('metrics', columns, points.map(toRow), 'ON CONFLICT DO NOTHING');
  const latest = new Map<string, Point>();
  for (const point of points) {
    const known = latest.get(point.key);
    if (!known || isLater(point, known)) latest.set(point.key, point);
  }
  await tx.insert('latest_metrics', columns, Array.from(latest.values(), toRow), onLatestConflict);
}
