import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';

/** Drawn at the width of a phone: charts are set side by side on wide screens instead of being scaled up. */
const width = 344;

/**
 * Draws a chart to SVG text at build time, in the theme's colours.
 *
 * @param label what the chart shows, for readers who cannot see it
 */
export function plotSvg(options: Plot.PlotOptions, label: string): string {
  const { document } = parseHTML('<html><body></body></html>');
  const svg = Plot.plot({
    width,
    height: 244,
    marginLeft: 44,
    marginRight: 12,
    marginTop: 22,
    marginBottom: 36,
    className: 'plot',
    style: { fontSize: '12px' },
    document,
    ...options,
  });
  svg.setAttribute('role', 'img');
  svg.setAttribute('data-pagefind-ignore', '');
  svg.setAttribute('aria-label', label);
  svg.querySelector('style')?.remove();
  for (const group of svg.querySelectorAll('[aria-label]')) group.removeAttribute('aria-label');
  for (const part of svg.querySelectorAll('[aria-description]')) part.removeAttribute('aria-description');
  svg.removeAttribute('width');
  svg.removeAttribute('height');
  svg.removeAttribute('style');
  return roundCoordinates(svg.outerHTML);
}

/** One decimal of a pixel is enough for the eye and halves the page. Words keep their numbers as they are. */
function roundCoordinates(svg: string): string {
  return svg.replace(/ (?:d|x|y|[xy][12]|c[xy]|r|width|height|transform)="[^"]*"/g, (attribute) =>
    attribute.replace(/-?\d+\.\d{2,}/g, (number) => String(Number(Number(number).toFixed(1)))),
  );
}

/** Colours of series, in order. */
export const seriesColours = [1, 2, 3, 4].map((index) => `var(--mf-series-${index})`);
