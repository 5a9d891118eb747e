import * as Plot from '@observablehq/plot';
import { plotSvg } from './plot-svg.ts';

/** A slice's metric with its interval. */
export type SliceDot = { name: string; n: number; value: number; lower: number; upper: number };

const longestName = 24;

/** Dots with intervals, a line a slice, in the order given. */
export function slicePlot(slices: SliceDot[], axis: { x: string; share: boolean }, label: string): string {
  const names = slices.map(({ name }) => name);
  return plotSvg(
    {
      height: 44 + 24 * slices.length,
      marginLeft: 158,
      x: { label: axis.x, nice: true, grid: true, ticks: 4, ...(axis.share && { tickFormat: '.0%' }) },
      y: {
        label: null,
        domain: names,
        tickSize: 0,
        tickFormat: (name: string) =>
          name.length > longestName ? `${name.slice(0, longestName - 1)}…` : name,
      },
      marks: [
        Plot.ruleY(slices, {
          y: 'name',
          x1: 'lower',
          x2: 'upper',
          stroke: 'var(--mf-series-1)',
          strokeWidth: 2,
        }),
        Plot.dot(slices, {
          y: 'name',
          x: 'value',
          r: 4,
          fill: 'var(--mf-series-1)',
          stroke: 'var(--mf-paper)',
        }),
      ],
    },
    label,
  );
}
