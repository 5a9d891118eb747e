import * as Plot from '@observablehq/plot';
import { toNumber, type Report } from '@modelfolio/schemas';
import { lineChart } from './line-chart.ts';
import { plotSvg, seriesColours } from './plot-svg.ts';

type Chart = Report['charts'][number];

/** Draws a report's chart by its kind. */
export function reportChart(chart: Chart): string {
  const label = `${chart.title}: ${chart.y} by ${chart.x}`;
  const rows = chart.series.flatMap(({ name, points }) =>
    points.map(([x, y]) => ({ x, y: toNumber(y), name })).filter(({ y }) => Number.isFinite(y)),
  );
  const color = {
    domain: chart.series.map(({ name }) => name),
    range: chart.series.map((_, index) => seriesColours[index % seriesColours.length] as string),
  };
  if (chart.kind === 'bar') {
    const several = chart.series.length > 1;
    // In the order that the report gives, not by the alphabet.
    const bars = [...new Set(rows.map(({ x }) => x))];
    const isLarge = rows.some(({ y }) => Math.abs(y) >= 1e5);
    return plotSvg(
      {
        marginLeft: labelWidth(rows.map(({ x }) => String(x))),
        height: 60 + rows.length * 30,
        x: { label: chart.y, grid: true, ticks: 4, nice: true, ...(isLarge && { tickFormat: '~s' }) },
        y: several ? { label: null, axis: null, domain: color.domain } : { label: null, domain: bars },
        ...(several && { fy: { label: null, domain: bars } }),
        color,
        marks: [
          Plot.barX(rows, {
            x: 'y',
            y: several ? 'name' : 'x',
            ...(several ? { fy: 'x' } : {}),
            fill: 'name',
          }),
        ],
      },
      label,
    );
  }
  if (chart.kind === 'line') {
    const series = chart.series.map(({ name }) => ({
      name,
      points: rows.filter((row) => row.name === name).map(({ x, y }) => ({ x: Number(x), y })),
    }));
    return lineChart(series, chart, label);
  }
  return plotSvg(
    {
      x: { label: chart.x, nice: true },
      y: { label: chart.y, nice: true, grid: true },
      color,
      marks: [Plot.dot(rows, { x: 'x', y: 'y', stroke: 'name' })],
    },
    label,
  );
}

/** Room for the longest label at the chart's text size, up to half the chart. */
function labelWidth(labels: string[]): number {
  return Math.min(170, 16 + 6.8 * Math.max(...labels.map(({ length }) => length)));
}
