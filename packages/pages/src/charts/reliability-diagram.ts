import * as Plot from '@observablehq/plot';
import { toNumber, type ClassificationEvaluation } from '@modelfolio/schemas';
import { plotSvg } from './plot-svg.ts';

/** Share predicted correctly against stated probability, with intervals; on the diagonal both agree. */
export function reliabilityDiagram({ bins }: ClassificationEvaluation['calibration'], label: string): string {
  const rows = bins.flatMap(({ meanConfidence, accuracy, n }) =>
    meanConfidence === null || accuracy === null
      ? []
      : [
          {
            x: meanConfidence,
            y: toNumber(accuracy.value),
            lower: accuracy.interval ? toNumber(accuracy.interval.lower) : null,
            upper: accuracy.interval ? toNumber(accuracy.interval.upper) : null,
            n,
          },
        ],
  );
  return plotSvg(
    {
      height: 300,
      x: { label: 'stated probability', domain: [0, 1], ticks: 5, tickFormat: '.0%' },
      y: { label: 'share correct', domain: [0, 1], ticks: 5, tickFormat: '.0%', grid: true },
      r: { type: 'sqrt', range: [2.5, 9], domain: [0, Math.max(1, ...rows.map(({ n }) => n))] },
      marks: [
        Plot.line(
          [
            [0, 0],
            [1, 1],
          ],
          { stroke: 'var(--mf-line-strong)', strokeDasharray: '4 4' },
        ),
        Plot.ruleX(rows, {
          x: 'x',
          y1: 'lower',
          y2: 'upper',
          stroke: 'var(--mf-series-1)',
          strokeWidth: 1.5,
        }),
        Plot.dot(rows, { x: 'x', y: 'y', r: 'n', fill: 'var(--mf-series-1)', stroke: 'var(--mf-paper)' }),
      ],
    },
    label,
  );
}
