import type { Drawing } from '@modelfolio/pages/use-canvas';
import type { Colouring } from './scatter-colours.ts';
import type { ScatterAxis } from './scatter-axes.ts';
import type { ScatterLayout } from './scatter-layout.ts';

/** Room about the points for the axes' words, in CSS pixels. */
export const scatterPad = { left: 72, right: 12, top: 10, bottom: 42 };

/** The part of a canvas in which points lie. */
export function plotSize(width: number, height: number): { width: number; height: number } {
  return {
    width: Math.max(1, width - scatterPad.left - scatterPad.right),
    height: Math.max(1, height - scatterPad.top - scatterPad.bottom),
  };
}

/** Where a place of a layout lies on the canvas. */
export function pixelOf(x: number, y: number, width: number, height: number): [number, number] {
  const plot = plotSize(width, height);
  return [scatterPad.left + x * plot.width, scatterPad.top + (1 - y) * plot.height];
}

/** The place of a layout that a point of the canvas shows, kept inside the plot. */
export function placeOf(left: number, top: number, width: number, height: number): [number, number] {
  const plot = plotSize(width, height);
  const inside = (share: number) => Math.min(1, Math.max(0, share));
  return [inside((left - scatterPad.left) / plot.width), inside(1 - (top - scatterPad.top) / plot.height)];
}

/** Frame, words and ticks of both axes. */
export function drawAxes(
  { context, width, height, colour }: Drawing,
  across: ScatterAxis,
  up: ScatterAxis,
  { ends }: ScatterLayout,
): void {
  const plot = plotSize(width, height);
  context.globalAlpha = 1;
  context.strokeStyle = colour('--mf-line-strong');
  context.lineWidth = 1;
  context.strokeRect(scatterPad.left, scatterPad.top, plot.width, plot.height);
  context.font = '12px system-ui, sans-serif';
  context.fillStyle = colour('--mf-muted');
  const room = Math.max(4, Math.floor(plot.width / 90));
  const ticks = ticksOf(across, ends.x, room);
  const characters = Math.max(4, Math.floor(plot.width / (7 * Math.max(2, ticks.length))));
  for (const { place, text } of ticks) {
    context.textAlign = place === 0 ? 'left' : place === 1 ? 'right' : 'center';
    const [left] = pixelOf(place, 0, width, height);
    context.fillText(shortened(text, characters), left, height - scatterPad.bottom + 16);
  }
  context.textAlign = 'right';
  for (const { place, text } of ticksOf(up, ends.y, 16)) {
    const [, top] = pixelOf(0, place, width, height);
    const shift = place === 1 && up.kind === 'number' ? 9 : place === 0 && up.kind === 'number' ? 0 : 4;
    context.fillText(shortened(text, 8), scatterPad.left - 6, top + shift);
  }
  context.fillStyle = colour('--mf-ink');
  context.textAlign = 'center';
  context.fillText(across.title, scatterPad.left + plot.width / 2, height - 8, plot.width);
  context.save();
  context.translate(12, scatterPad.top + plot.height / 2);
  context.rotate(-Math.PI / 2);
  context.fillText(up.title, 0, 0, plot.height);
  context.restore();
}

const shortened = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most - 1)}…`;

function ticksOf(
  axis: ScatterAxis,
  [low, high]: readonly [number, number],
  room: number,
): { place: number; text: string }[] {
  if (axis.kind === 'category') {
    const every = Math.max(1, Math.ceil(axis.categories.length / room));
    return axis.categories.flatMap((_, code) =>
      code % every === 0 ? [{ place: (code + 0.5) / axis.categories.length, text: axis.text(code) }] : [],
    );
  }
  if (!Number.isFinite(low)) return [];
  if (low === high) return [{ place: 0.5, text: axis.text(low) }];
  return [0, 0.5, 1].map((place) => ({ place, text: axis.text(low + place * (high - low)) }));
}

/** So many points are drawn in a frame: few enough that a page answers between two. */
const pointsInSlice = 4000;

/**
 * Draws one slice of the points and says whether more are left.
 *
 * @param order rows in the order in which they are drawn; the first `faint` of them hardly show
 */
export function drawPoints(
  { context, width, height, colour }: Drawing,
  slice: number,
  { x, y }: Pick<ScatterLayout, 'x' | 'y'>,
  colouring: Colouring,
  order: Uint32Array,
  faint: number,
): boolean {
  const from = slice * pointsInSlice;
  const to = Math.min(order.length, from + pointsInSlice);
  const colours = colouring.classes.map(({ token }) => colour(token));
  const size = order.length > 3000 ? 2.5 : 5;
  for (let at = from; at < to; at++) {
    const row = order[at] ?? 0;
    const [left, top] = pixelOf(x[row] ?? 0, y[row] ?? 0, width, height);
    context.globalAlpha = at < faint ? 0.1 : 0.75;
    context.fillStyle = colours[colouring.of(row)] ?? colours[0] ?? '';
    context.fillRect(left - size / 2, top - size / 2, size, size);
  }
  return to < order.length;
}

/** Rows that have a place: first those that are faint, so that the others lie on top. */
export function drawingOrder(
  { x, y, placed }: ScatterLayout,
  strong: Uint8Array,
): { order: Uint32Array; faint: number } {
  const order = new Uint32Array(placed);
  let next = 0;
  let faint = 0;
  for (const wanted of [0, 1]) {
    for (let row = 0; row < x.length; row++)
      if (strong[row] === wanted && !Number.isNaN(x[row]) && !Number.isNaN(y[row])) order[next++] = row;
    if (wanted === 0) faint = next;
  }
  return { order, faint };
}
