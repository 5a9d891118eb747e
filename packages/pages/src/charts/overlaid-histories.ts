import { toNumber, type MetricHistory } from '@modelfolio/schemas';
import type { Series } from './line-chart.ts';

/** What one side measured, by metric. */
export interface NamedHistories {
  name: string;
  histories: Readonly<Record<string, MetricHistory>>;
}

/** What a history is drawn over: steps, or seconds since the side's first value of any metric. */
export type Across = 'step' | 'time';

/**
 * A chart for each metric that at least one side followed over more than one step, with a line for each that did. Values
 * that are no finite numbers are left out, and over time those whose time is unknown.
 */
export function overlaidHistories(
  sides: readonly NamedHistories[],
  across: Across = 'step',
): { metric: string; series: Series[] }[] {
  const metrics = new Set(sides.flatMap(({ histories }) => Object.keys(histories)));
  return [...metrics]
    .map((metric) => ({
      metric,
      series: sides
        .map(({ name, histories }) => ({
          name,
          points: pointsOf(ownHistory(histories, metric), across === 'step' ? null : startOf(histories)),
        }))
        .filter(({ points }) => points.length > 1),
    }))
    .filter(({ series }) => series.length > 0);
}

function ownHistory(histories: NamedHistories['histories'], metric: string): MetricHistory | undefined {
  return Object.hasOwn(histories, metric) ? histories[metric] : undefined;
}

/** Milliseconds since 1970 of the first value of any metric; infinite when no time is known. */
function startOf(histories: NamedHistories['histories']): number {
  return Object.values(histories)
    .flatMap(({ timestamps }) => timestamps ?? [])
    .reduce((first, time) => Math.min(first, time), Infinity);
}

/** @param start what times are counted from; `null` for steps */
function pointsOf(history: MetricHistory | undefined, start: number | null): Series['points'] {
  const { steps = [], values = [], timestamps } = history ?? {};
  const xs = start === null ? steps : (timestamps ?? []).map((time) => (time - start) / 1000);
  return xs
    .map((x, index) => ({ x, y: toNumber(values[index] ?? 'NaN') }))
    .filter(({ y }) => Number.isFinite(y));
}
