import { DatabaseSync } from 'node:sqlite';
import type { TrackingServer } from './tracking-server.ts';

/** Rows of MLflow's tables as they are wanted here. */
type Rows<Columns extends string> = Record<Columns, string | number>[];

/**
 * Gives a server the runs of a store, each with its params, its tags and all points of its metrics, through the interface, as
 * sixteen clients would. Their ids are other ones.
 *
 * @param store an `mlflow.db` with the experiment `benchmark`
 * @returns the new experiment's id
 */
export async function copyRuns(store: string, server: TrackingServer): Promise<string> {
  const database = new DatabaseSync(store, { readOnly: true });
  const all = <Columns extends string>(statement: string, ...values: string[]): Rows<Columns> =>
    database.prepare(statement).all(...values) as Rows<Columns>;
  const { experiment_id: experiment } = await server.ask<{ experiment_id: string }>('/experiments/create', {
    name: 'benchmark',
  });
  const runs = all<'run_uuid' | 'start_time' | 'end_time'>(
    'SELECT run_uuid, start_time, end_time FROM runs ORDER BY start_time',
  );
  const copyNext = async (): Promise<void> => {
    for (let run = runs.pop(); run; run = runs.pop()) {
      const id = String(run.run_uuid);
      const tags = all('SELECT key, value FROM tags WHERE run_uuid = ?', id);
      const made = await server.ask<{ run: { info: { run_id: string } } }>('/runs/create', {
        experiment_id: experiment,
        start_time: run.start_time,
        tags,
      });
      const run_id = made.run.info.run_id;
      await server.ask('/runs/log-batch', {
        run_id,
        params: all('SELECT key, value FROM params WHERE run_uuid = ?', id),
        metrics: all('SELECT key, value, timestamp, step FROM metrics WHERE run_uuid = ?', id),
      });
      await server.ask('/runs/update', { run_id, status: 'FINISHED', end_time: run.end_time });
    }
  };
  await Promise.all(Array.from({ length: 16 }, copyNext));
  database.close();
  return experiment;
}
