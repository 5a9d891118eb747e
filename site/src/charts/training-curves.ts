import { toNumber, type MetricHistory, type ModelCard } from '@modelfolio/schemas';
import type { Series } from './line-chart.ts';

/** One chart of a run: a metric's histories on each set of rows. */
export type TrainingCurve = { metric: string; series: Series[] };

/**
 * Groups a run's histories by metric: `train/loss` and `validation/loss` share a chart named `loss`. Points that
 * are no finite numbers are left out.
 */
export function trainingCurves(histories: ModelCard['training']['histories']): TrainingCurve[] {
  const curves = new Map<string, Series[]>();
  for (const [key, history] of Object.entries(histories)) {
    const [set, metric] = key.includes('/') ? key.split('/', 2) : ['', key];
    const series = { name: set || (metric ?? key), points: toPoints(history) };
    if (series.points.length < 2) continue;
    const curve = curves.get(metric ?? key) ?? [];
    curves.set(metric ?? key, [...curve, series]);
  }
  const order = ['loss', 'accuracy', 'learningRate'];
  const place = (metric: string) => (order.includes(metric) ? order.indexOf(metric) : order.length);
  return Array.from(curves, ([metric, series]) => ({
    metric,
    series: series.toSorted((a, b) => a.name.localeCompare(b.name)),
  })).toSorted((a, b) => place(a.metric) - place(b.metric));
}

function toPoints({ steps, values }: MetricHistory): Series['points'] {
  return steps
    .map((x, index) => ({ x, y: toNumber(values[index] ?? 'NaN') }))
    .filter(({ y }) => Number.isFinite(y));
}
