import { fromNumber, type MetricHistory, type MetricNumber } from '@modelfolio/schemas';
import { inOrder } from './metric-points.ts';
import type { MlflowPoint } from './mlflow-run.ts';

/** The points as a record has them: in columns and in order; every one is kept, equal steps too. */
export function historyOf(points: readonly MlflowPoint[]): MetricHistory {
  const ordered = inOrder(points);
  const timed = ordered.every(({ timestamp }) => timestamp !== null);
  return {
    steps: ordered.map(({ step }) => step),
    values: ordered.map(({ value }): MetricNumber => fromNumber(value)),
    timestamps: timed ? ordered.map(({ timestamp }) => timestamp ?? 0) : null,
  };
}
