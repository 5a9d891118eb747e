import * as Plot from '@observablehq/plot';
import { plotSvg, seriesColours } from './plot-svg.ts';

/** A named line; `y` holds finite numbers only. */
export type Series = { name: string; points: { x: number; y: number }[] };

/**
 * Lines over a number, each named at its end so that no legend has to be matched by colour alone.
 *
 * @param axes names of the axes, with the unit; formats in the words of d3-format; `shares` where both axes go from 0 to 1
 */
export function lineChart(
  series: Series[],
  axes: { x: string; y: string; yFormat?: string | undefined; xFormat?: string | undefined; shares?: true },
  label: string,
): string {
  const shown = series.filter(({ points }) => points.length > 0);
  const range = shown.map((_, index) => seriesColours[index % seriesColours.length] as string);
  const xs = shown.flatMap(({ points }) => points.map(({ x }) => x));
  const whole = !axes.xFormat && xs.every(Number.isInteger);
  const few = Math.max(...xs) - Math.min(...xs) < 5;
  const rows = shown.flatMap(({ name, points }) => points.map((point) => ({ ...point, name })));
  return plotSvg(
    {
      // Half epochs do not exist.
      x: {
        label: axes.x,
        ticks: 5,
        ...(axes.shares ? { domain: [0, 1] } : {}),
        ...(axes.xFormat ? { tickFormat: axes.xFormat } : {}),
        ...(whole && few ? { ticks: [...new Set(xs)], tickFormat: 'd' } : {}),
      },
      y: {
        label: axes.y,
        nice: true,
        ...(axes.shares ? { domain: [0, 1] } : {}),
        grid: true,
        ticks: 5,
        ...(axes.yFormat ? { tickFormat: axes.yFormat } : {}),
      },
      color: { domain: shown.map(({ name }) => name), range },
      marks: [
        Plot.line(rows, { x: 'x', y: 'y', stroke: 'name', strokeWidth: 2, clip: false }),
        ...(rows.length <= 12 * shown.length
          ? [Plot.dot(rows, { x: 'x', y: 'y', fill: 'name', r: 2.5 })]
          : []),
      ],
    },
    label,
  );
}
