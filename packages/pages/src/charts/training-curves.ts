import { toNumber, type MetricHistory, type RunRecord } from '@modelfolio/schemas';
import type { Series } from './line-chart.ts';

/** One chart of a run: a metric's histories on each set of rows. */
export type TrainingCurve = { metric: string; series: Series[] };

/**
 * Groups a run's histories by metric: `train/loss` and `validation/loss` share a chart named `loss`. Histories that
 * belong to no set of rows (the learning rate) and points that are no finite numbers are left out.
 */
export function trainingCurves(histories: RunRecord['histories']): TrainingCurve[] {
  const curves = new Map<string, Series[]>();
  for (const [key, history] of Object.entries(histories)) {
    const [name, metric] = key.split('/', 2);
    const points = toPoints(history);
    if (!name || !metric || points.length < 2) continue;
    curves.set(metric, [...(curves.get(metric) ?? []), { name, points }]);
  }
  return Array.from(curves, ([metric, series]) => ({
    metric,
    series: series.toSorted((a, b) => a.name.localeCompare(b.name)),
  })).toSorted((a, b) => Number(b.metric === 'loss') - Number(a.metric === 'loss'));
}

function toPoints({ steps, values }: MetricHistory): Series['points'] {
  return steps
    .map((x, index) => ({ x, y: toNumber(values[index] ?? 'NaN') }))
    .filter(({ y }) => Number.isFinite(y));
}
