import { toNumber, type MetricHistory } from '@modelfolio/schemas';
import type { Series } from '../charts/line-chart.ts';

/** What one side measured, by metric. */
export interface NamedHistories {
  name: string;
  histories: Readonly<Record<string, MetricHistory>>;
}

/**
 * A chart for each metric that at least one side followed over more than one step, with a line for each that did. Values
 * that are no finite numbers are left out.
 */
export function overlaidHistories(sides: readonly NamedHistories[]): { metric: string; series: Series[] }[] {
  const metrics = new Set(sides.flatMap(({ histories }) => Object.keys(histories)));
  return [...metrics]
    .map((metric) => ({
      metric,
      series: sides
        .map(({ name, histories }) => ({ name, points: pointsOf(ownHistory(histories, metric)) }))
        .filter(({ points }) => points.length > 1),
    }))
    .filter(({ series }) => series.length > 0);
}

function ownHistory(histories: NamedHistories['histories'], metric: string): MetricHistory | undefined {
  return Object.hasOwn(histories, metric) ? histories[metric] : undefined;
}

function pointsOf(history: MetricHistory | undefined): Series['points'] {
  return (history?.steps ?? [])
    .map((x, index) => ({ x, y: toNumber(history?.values[index] ?? 'NaN') }))
    .filter(({ y }) => Number.isFinite(y));
}
