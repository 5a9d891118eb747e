import * as Plot from '@observablehq/plot';
import { toNumber, type JudgedGroup } from '@modelfolio/schemas';
import { plotSvg, seriesColours } from './plot-svg.ts';

/** As many lines as can be told apart. */
const most = 4;
const dashes = ['', '6 4', '2 3', '8 3 2 3'];

/** The groups that are drawn: the largest. */
export function drawnGroups(groups: readonly JudgedGroup[]): JudgedGroup[] {
  return groups
    .filter(({ calibration }) => calibration.bins.length > 0)
    .toSorted((one, other) => other.n - one.n)
    .slice(0, most);
}

/** The share that is really positive against the score, a line a group; on the diagonal a score is a true probability. */
export function groupCalibration(groups: readonly JudgedGroup[], label: string): string {
  const points = groups.map(({ calibration }) =>
    calibration.bins.map(({ meanScore, positiveRate }) => ({
      x: meanScore,
      y: toNumber(positiveRate.value),
    })),
  );
  return plotSvg(
    {
      x: { label: 'mean score', domain: [0, 1], ticks: 5, tickFormat: '.0%' },
      y: { label: 'really positive', domain: [0, 1], ticks: 5, tickFormat: '.0%', grid: true },
      marks: [
        Plot.line(
          [
            [0, 0],
            [1, 1],
          ],
          { stroke: 'var(--mf-line-strong)', strokeDasharray: '4 4' },
        ),
        ...points.flatMap((line, at) => {
          const colour = seriesColours[at] ?? 'currentColor';
          return [
            Plot.line(line, {
              x: 'x',
              y: 'y',
              stroke: colour,
              strokeWidth: 2,
              ...(dashes[at] && { strokeDasharray: dashes[at] }),
            }),
            Plot.dot(line, { x: 'x', y: 'y', r: 2.5, fill: colour }),
          ];
        }),
      ],
    },
    label,
  );
}
