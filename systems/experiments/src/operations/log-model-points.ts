import { toPoint } from '../checks/points.ts';
import type { SqlValue, Transaction } from '../database/database.ts';
import type { Message } from '../interface/message-types.ts';
import type { RunRow } from '../entities/runs.ts';

/**
 * Adds points that belong to a logged model, too, to that model's metrics; others are passed over. One that is there already
 * is not added again.
 */
export async function logModelPoints(
  tx: Transaction,
  metrics: readonly Message<'Metric'>[],
  { run_uuid, experiment_id }: Pick<RunRow, 'run_uuid' | 'experiment_id'>,
): Promise<void> {
  const rows = metrics
    .filter(({ model_id = '' }) => model_id !== '')
    .map((metric): SqlValue[] => {
      const { key, value, timestamp, step } = toPoint(metric);
      const { model_id = '', dataset_name = '', dataset_digest = '' } = metric;
      return [
        model_id,
        key,
        timestamp,
        step,
        value,
        experiment_id,
        run_uuid,
        dataset_name || null,
        dataset_digest || null,
      ];
    });
  await tx.insert(
    'logged_model_metrics',
    `model_id metric_name metric_timestamp_ms metric_step metric_value experiment_id run_id dataset_name dataset_digest`.split(
      ' ',
    ),
    rows,
    'ON CONFLICT DO NOTHING',
  );
}
