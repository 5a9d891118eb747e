import type { Series } from './line-chart.ts';

/** A chart's lines as a table, for readers who cannot see it. */
export interface SeriesTable {
  legend: string[];
  columns: string[];
  /** A row for each place of the first line; `null` where another has no value there. */
  rows: (number | null)[][];
}

/** @param across name of the first column */
export function seriesTable(series: readonly Series[], across: string): SeriesTable {
  const legend = series.map(({ name }) => name);
  return {
    legend,
    columns: [across, ...legend],
    rows: (series[0]?.points ?? []).map(({ x }) => [
      x,
      ...series.map(({ points }) => {
        const y = points.find((point) => point.x === x)?.y;
        return y === undefined ? null : Number(y.toPrecision(4));
      }),
    ]),
  };
}
