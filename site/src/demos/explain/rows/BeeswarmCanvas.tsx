import { useMemo, useRef, useState } from 'preact/hooks';
import { useCanvas, type Drawing } from '@modelfolio/pages/use-canvas';
import type { Summary } from '../analysis/analysis.ts';
import {
  beeswarmEnds,
  beeswarmStrip,
  nearestInStrip,
  type BeeswarmStrip,
  type RankedStrip,
} from './beeswarm-layout.ts';
import { colouringOf, type Colouring } from '../scatter/scatter-colours.ts';
import type { ScatterAxis } from '../scatter/scatter-axes.ts';
import { contributionText } from '../methods/words.ts';

type Props = {
  summary: Summary;
  strips: readonly RankedStrip[];
  /** The column of a feature, `null` where several count as one. */
  columnOf: (strip: RankedStrip) => ScatterAxis | null;
  rows: number;
  /** 1 for rows in full colour. */
  strong: Uint8Array;
  onOpen: (row: number) => void;
};

const stripHeight = 58;
/** Of a strip's height, what its words take. */
const words = 20;
const pad = { left: 10, right: 10, bottom: 34 };
const reach = 10;

/** A strip for each feature: every explained row a point, across what the feature adds to its prediction. */
export function BeeswarmCanvas({ summary, strips, columnOf, rows, strong, onOpen }: Props) {
  const ends = useMemo(() => beeswarmEnds(summary), [summary]);
  // Strips are laid out when they are drawn, one a frame, and kept.
  const laid = useMemo(() => new Map<number, BeeswarmStrip>(), [summary]);
  const colourings = useMemo(() => new Map<number, Colouring>(), [summary]);
  const [hover, setHover] = useState<{ strip: RankedStrip; place: number } | null>(null);
  const frame = useRef(0);
  const stripOf = (ranked: RankedStrip): BeeswarmStrip => {
    const known = laid.get(ranked.at) ?? beeswarmStrip(summary, ranked.at, columnOf(ranked), ends);
    laid.set(ranked.at, known);
    return known;
  };
  const colouringFor = (ranked: RankedStrip, column: ScatterAxis): Colouring => {
    const known = colourings.get(ranked.at) ?? colouringOf(column, rows);
    colourings.set(ranked.at, known);
    return known;
  };
  const canvas = useCanvas(
    (drawing, slice) => {
      if (slice === 0) drawScale(drawing, ends, summary, strips.length);
      const ranked = strips[slice];
      if (!ranked) return false;
      const column = columnOf(ranked);
      const categories = column?.kind === 'category' ? colouringFor(ranked, column) : null;
      drawStrip(drawing, slice * stripHeight, stripOf(ranked), ranked, summary.rows, strong, categories);
      return slice + 1 < strips.length;
    },
    [summary, strips, strong],
  );

  function pressed(event: MouseEvent): { strip: RankedStrip; place: number } | null {
    const box = canvas.current?.getBoundingClientRect();
    if (!box) return null;
    const top = event.clientY - box.top;
    const at = Math.floor(top / stripHeight);
    const strip = strips[at];
    if (!strip) return null;
    const extent = { width: box.width - pad.left - pad.right, height: stripHeight - words };
    const across = (event.clientX - box.left - pad.left) / extent.width;
    const up = 1 - (2 * (top - at * stripHeight - words)) / extent.height;
    const place = nearestInStrip(stripOf(strip), [across, up], extent, reach);
    return place === null ? null : { strip, place };
  }
  const row = hover && (summary.rows[hover.place] ?? 0);
  const column = hover && columnOf(hover.strip);
  return (
    <div class="beeswarm">
      <canvas
        ref={canvas}
        class={hover ? 'over' : undefined}
        style={{ height: `${strips.length * stripHeight + pad.bottom}px` }}
        role="img"
        aria-label={`Shapley values of ${summary.rows.length.toLocaleString('en')} rows for ${strips.length} features. The table below has the numbers.`}
        onPointerMove={(event) => {
          cancelAnimationFrame(frame.current);
          frame.current = requestAnimationFrame(() => setHover(pressed(event)));
        }}
        onPointerLeave={() => {
          cancelAnimationFrame(frame.current);
          setHover(null);
        }}
        onClick={(event) => {
          const found = pressed(event);
          if (found) onOpen(summary.rows[found.place] ?? 0);
        }}
      />
      <p class="small beeswarm-hover" aria-hidden="true">
        {hover && row !== null ? (
          <>
            Row {row + 1}: {hover.strip.feature.name}
            {column && <> = {column.text(column.at(row))}</>} adds{' '}
            <b>
              {contributionText(
                summary.values[hover.place * summary.features.length + hover.strip.at] ?? 0,
                summary.unit,
              )}
            </b>
            . Press to open the row.
          </>
        ) : (
          'Point at a row to read it, press to open it.'
        )}
      </p>
    </div>
  );
}

function acrossOf(share: number, width: number): number {
  return pad.left + share * (width - pad.left - pad.right);
}

/** The line of no contribution, beside the strips' words, and the ends of the axis. */
function drawScale(
  { context, width, colour }: Drawing,
  [low, high]: readonly [number, number],
  { unit }: Summary,
  strips: number,
): void {
  const bottom = strips * stripHeight;
  const zero = acrossOf(high === low ? 0.5 : -low / (high - low), width);
  context.globalAlpha = 1;
  context.strokeStyle = colour('--mf-line-strong');
  context.lineWidth = 1;
  context.beginPath();
  for (let strip = 0; strip < strips; strip++) {
    context.moveTo(zero, strip * stripHeight + words);
    context.lineTo(zero, (strip + 1) * stripHeight);
  }
  context.stroke();
  context.font = '12px system-ui, sans-serif';
  context.fillStyle = colour('--mf-muted');
  context.textAlign = 'left';
  if (zero > 90) context.fillText(contributionText(low, unit), pad.left, bottom + 18);
  context.textAlign = 'right';
  if (width - zero > 90) context.fillText(contributionText(high, unit), width - pad.right, bottom + 18);
  context.textAlign = 'center';
  context.fillText('0', zero, bottom + 18);
}

/** Steps of the colours from low to high. */
const steps = 12;

function drawStrip(
  { context, width, colour }: Drawing,
  top: number,
  { x, y, ranks }: BeeswarmStrip,
  { feature }: RankedStrip,
  rows: Uint32Array,
  strong: Uint8Array,
  categories: Colouring | null,
): void {
  context.globalAlpha = 1;
  context.strokeStyle = colour('--mf-grid');
  context.beginPath();
  context.moveTo(0, top + 0.5);
  context.lineTo(width, top + 0.5);
  context.stroke();
  context.textAlign = 'left';
  context.font = '600 12px system-ui, sans-serif';
  context.fillStyle = colour('--mf-ink');
  context.fillText(feature.name, pad.left, top + 15);
  let left = pad.left + context.measureText(feature.name).width + 10;
  context.font = '11px system-ui, sans-serif';
  for (const { name, token } of categories?.classes ?? []) {
    const room = context.measureText(name).width + 22;
    if (left + room > width) break;
    context.fillStyle = colour(token);
    context.fillRect(left, top + 7, 8, 8);
    context.fillStyle = colour('--mf-muted');
    context.fillText(name, left + 12, top + 15);
    left += room;
  }
  const own = categories
    ? categories.classes.map(({ token }) => colour(token))
    : Array.from({ length: steps + 1 }, (_, step) => mixed(step / steps, colour));
  const half = (stripHeight - words) / 2 - 3;
  const middle = top + words + (stripHeight - words) / 2;
  const size = rows.length > 3000 ? 2 : 3.5;
  for (const wanted of [0, 1]) {
    context.globalAlpha = wanted === 1 ? 0.8 : 0.12;
    for (let place = 0; place < x.length; place++) {
      const row = rows[place] ?? 0;
      if (strong[row] !== wanted) continue;
      const rank = ranks[place] ?? Number.NaN;
      const shade = categories
        ? own[categories.of(row)]
        : Number.isNaN(rank)
          ? undefined
          : own[Math.round(rank * steps)];
      context.fillStyle = shade ?? colour('--mf-muted');
      context.fillRect(
        acrossOf(x[place] ?? 0, width) - size / 2,
        middle - (y[place] ?? 0) * half - size / 2,
        size,
        size,
      );
    }
  }
}

/** From low to high: two series' colours that differ in lightness and hue. */
function mixed(share: number, colour: (token: string) => string): string {
  return `color-mix(in oklab, ${colour('--mf-series-2')} ${Math.round(100 * share)}%, ${colour('--mf-series-3')})`;
}
