import * as Plot from '@observablehq/plot';
import type { TargetEvaluation } from '@modelfolio/schemas';
import { plotSvg } from './plot-svg.ts';

const withUnit = (name: string, unit: string | null): string => (unit === null ? name : `${name} (${unit})`);

/** More dots than this cover each other and weigh the page down: every so-many-th row is drawn. */
const mostDots = 400;

/** Predicted against actual, with the line on which they agree. */
export function predictedActual(
  sample: TargetEvaluation['sample'],
  { name, unit }: Pick<TargetEvaluation, 'name' | 'unit'>,
  label: string,
): string {
  const every = Math.ceil(sample.length / mostDots);
  const rows = sample.filter((_, index) => index % every === 0);
  const values = rows.flatMap(({ actual, predicted }) => [actual, predicted]);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return plotSvg(
    {
      height: 300,
      marginLeft: 52,
      x: { label: withUnit(`actual ${name}`, unit), ticks: 4, nice: true },
      y: { label: withUnit('predicted', unit), ticks: 5, nice: true, grid: true },
      marks: [
        Plot.line(
          [
            [least, least],
            [most, most],
          ],
          { stroke: 'var(--mf-line-strong)', strokeDasharray: '4 4' },
        ),
        Plot.dot(rows, { x: 'actual', y: 'predicted', r: 2.5, fill: 'var(--mf-series-1)', fillOpacity: 0.6 }),
      ],
    },
    label,
  );
}

/** How often errors of each size occur. */
export function residualHistogram(
  { edges, counts }: TargetEvaluation['residuals'],
  { unit }: Pick<TargetEvaluation, 'unit'>,
  label: string,
): string {
  const bins = counts.map((count, bin) => ({ count, from: edges[bin] ?? 0, to: edges[bin + 1] ?? 0 }));
  return plotSvg(
    {
      height: 300,
      x: { label: withUnit('predicted less actual', unit), ticks: 5 },
      y: { label: 'rows', grid: true, ticks: 5 },
      marks: [
        Plot.rectY(bins, { x1: 'from', x2: 'to', y: 'count', fill: 'var(--mf-series-1)', inset: 0.5 }),
        Plot.ruleX([0], { stroke: 'var(--mf-line-strong)', strokeDasharray: '4 4' }),
      ],
    },
    label,
  );
}
