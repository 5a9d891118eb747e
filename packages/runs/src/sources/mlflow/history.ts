import { fromNumber, type MetricHistory, type MetricNumber } from '@modelfolio/schemas';
import { columnsOf, type HistoryColumns } from './metric-points.ts';
import type { MlflowPoint } from './mlflow-run.ts';

/** Columns as a record has them. */
export function toHistory({ steps, values, timestamps }: HistoryColumns): MetricHistory {
  return {
    steps: [...steps],
    values: Array.from(values, (value): MetricNumber => fromNumber(value)),
    timestamps: timestamps && [...timestamps],
  };
}

/** The points as a record has them: in columns and in order. */
export function historyOf(points: readonly MlflowPoint[]): MetricHistory {
  return toHistory(columnsOf(points));
}
