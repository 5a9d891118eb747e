import { useMemo } from 'preact/hooks';
import { AxisChoice } from './AxisChoice.tsx';
import { formatCell } from './format-cell.ts';
import type { RunColumn, RunTable } from './run-table.ts';
import { axisOf, scaleOf, type Scale } from './scale.ts';
import { useCanvas } from '../use-canvas.ts';

type Props = {
  table: RunTable;
  rows: readonly number[];
  axes: readonly string[];
  selected: ReadonlySet<string>;
  onAxes: (axes: string[]) => void;
  onToggle: (id: string) => void;
};

const pad = { left: 64, right: 16, top: 12, bottom: 40 };
const pointsInSlice = 4000;
const reach = 12;

/** Two columns of every run against each other, coloured by a third. A click chooses the nearest run. */
export function ScatterPlot({ table, rows, axes, selected, onAxes, onToggle }: Props) {
  const [xFirst, yFirst] = useMemo(() => {
    const [best, second] = table.ranked('metrics');
    return [second ?? best ?? table.column('attributes.start'), best ?? table.column('attributes.duration')];
  }, [table]);
  const [xWord = xFirst?.key ?? '', yWord = yFirst?.key ?? '', colourWord = ''] = axes;
  const words = [xWord, yWord, colourWord];
  const [xColumn, yColumn, colourColumn] = words.map((word) => table.column(axisOf(word).key));
  const scales = useMemo(
    () =>
      words.map((word) => {
        const { key, log } = axisOf(word);
        const column = table.column(key);
        return column && scaleOf(column, rows, log);
      }),
    [rows, ...words],
  );
  const points = useMemo(
    () =>
      rows.flatMap((row) => {
        const [x, y] = [xColumn, yColumn].map(
          (column, at) => column && (scales[at]?.at(column.cell(row)) ?? null),
        );
        return typeof x === 'number' && typeof y === 'number' ? [{ row, x, y }] : [];
      }),
    [rows, scales],
  );
  const at = ({ x, y }: { x: number; y: number }, width: number, height: number): [number, number] => [
    pad.left + x * (width - pad.left - pad.right),
    pad.top + (1 - y) * (height - pad.top - pad.bottom),
  ];
  const canvas = useCanvas(
    ({ context, width, height, colour }, slice) => {
      if (slice === 0) axesOf({ context, width, height, colour }, xColumn, yColumn, scales);
      const paint = paintOf(colourColumn, scales[2]?.ticks ?? []);
      const from = slice * pointsInSlice;
      for (const point of points.slice(from, from + pointsInSlice)) {
        const [x, y] = at(point, width, height);
        const share = colourColumn ? (scales[2]?.at(colourColumn.cell(point.row)) ?? null) : null;
        const chosen = selected.has(table.index.ids[point.row] ?? '');
        context.globalAlpha = chosen ? 1 : 0.6;
        context.fillStyle = paint(share, colour);
        context.beginPath();
        context.arc(x, y, chosen ? 6 : 3.5, 0, 2 * Math.PI);
        context.fill();
        if (chosen) {
          context.strokeStyle = colour('--mf-ink');
          context.lineWidth = 2;
          context.stroke();
        }
      }
      return from + pointsInSlice < points.length;
    },
    [points, selected, scales],
  );
  const choose = (event: MouseEvent): void => {
    const element = canvas.current;
    if (!element) return;
    const nearest = points
      .map((point) => {
        const [x, y] = at(point, element.clientWidth, element.clientHeight);
        return { row: point.row, distance: Math.hypot(x - event.offsetX, y - event.offsetY) };
      })
      .reduce<{ row: number; distance: number } | null>(
        (best, next) => (!best || next.distance < best.distance ? next : best),
        null,
      );
    if (nearest && nearest.distance <= reach) onToggle(table.index.ids[nearest.row] ?? '');
  };
  const choice = (label: string, value: string, place: number, none?: string) => (
    <AxisChoice
      table={table}
      label={label}
      value={value}
      {...(none !== undefined && { none })}
      onChange={(word) => onAxes(words.map((old, index) => (index === place ? word : old)))}
    />
  );
  return (
    <figure class="runs-chart">
      <canvas
        ref={canvas}
        onClick={choose}
        role="img"
        aria-label={`${yColumn?.label} against ${xColumn?.label} of ${points.length} runs. The table below has the numbers.`}
      />
      <figcaption>
        {choice('Across', xWord, 0)}
        {choice('Up', yWord, 1)}
        {choice('Colour', colourWord, 2, 'one colour')}
        {colourColumn && <ColourLegend column={colourColumn} ticks={scales[2]?.ticks ?? []} />}
        <p>{points.length.toLocaleString('en-US')} runs have both. Click a point to choose its run.</p>
      </figcaption>
    </figure>
  );
}

/** Up to so many words have colours that are easily told apart; more, and numbers, lie between two. */
const wordColours = ['--mf-series-1', '--mf-series-2', '--mf-series-3', '--mf-series-4'];

/** The colour of a place on the scale of colours, given what a token of the theme looks like. */
function paintOf(
  column: RunColumn | undefined,
  ticks: Scale['ticks'],
): (share: number | null, colour: (token: string) => string) => string {
  const isWords = column?.numeric === false && ticks.length <= wordColours.length;
  return (share, colour) => {
    if (share === null) return colour(column ? '--mf-muted' : '--mf-series-1');
    if (isWords) return colour(wordColours[ticks.findIndex(({ place }) => place === share)] ?? '--mf-muted');
    return `color-mix(in oklab, ${colour('--mf-series-2')} ${Math.round(share * 100)}%, ${colour('--mf-series-3')})`;
  };
}

/** Which colour stands for what. */
function ColourLegend({ column, ticks }: { column: RunColumn; ticks: Scale['ticks'] }) {
  const paint = paintOf(column, ticks);
  const background = (place: number | null): string => paint(place, (token) => `var(${token})`);
  return (
    <ul class="colour-legend" aria-label={`Colours of ${column.label}`}>
      {ticks.map(({ place, value }) => (
        <li key={place}>
          <span class="swatch" style={{ background: background(place) }} />
          {formatCell(column, value)}
        </li>
      ))}
      <li>
        <span class="swatch" style={{ background: background(null) }} />
        none
      </li>
    </ul>
  );
}

function axesOf(
  {
    context,
    width,
    height,
    colour,
  }: { context: CanvasRenderingContext2D; width: number; height: number; colour: (token: string) => string },
  xColumn: RunColumn | undefined,
  yColumn: RunColumn | undefined,
  scales: readonly (ReturnType<typeof scaleOf> | undefined)[],
): void {
  context.strokeStyle = colour('--mf-line-strong');
  context.lineWidth = 1;
  context.strokeRect(pad.left, pad.top, width - pad.left - pad.right, height - pad.top - pad.bottom);
  context.font = '12px system-ui, sans-serif';
  context.fillStyle = colour('--mf-muted');
  for (const { place, value } of (xColumn && scales[0]?.ticks) ?? []) {
    context.textAlign = place === 0 ? 'left' : place === 1 ? 'right' : 'center';
    context.fillText(
      xColumn ? formatCell(xColumn, value) : '',
      pad.left + place * (width - pad.left - pad.right),
      height - pad.bottom + 16,
    );
  }
  context.textAlign = 'right';
  for (const { place, value } of (yColumn && scales[1]?.ticks) ?? [])
    context.fillText(
      yColumn ? formatCell(yColumn, value).slice(0, 9) : '',
      pad.left - 6,
      pad.top + (1 - place) * (height - pad.top - pad.bottom) + 4,
    );
  context.fillStyle = colour('--mf-ink');
  context.textAlign = 'center';
  context.fillText(xColumn?.label ?? '', (pad.left + width - pad.right) / 2, height - 6);
  context.save();
  context.translate(12, (pad.top + height - pad.bottom) / 2);
  context.rotate(-Math.PI / 2);
  context.fillText(yColumn?.label ?? '', 0, 0);
  context.restore();
}
