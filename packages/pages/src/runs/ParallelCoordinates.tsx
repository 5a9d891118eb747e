import { useMemo } from 'preact/hooks';
import { AxisChoice, LogChoice } from './AxisChoice.tsx';
import { formatCell } from './format-cell.ts';
import type { RunTable } from './run-table.ts';
import { axisOf, axisWord, scaleOf } from './scale.ts';
import { useCanvas } from '../use-canvas.ts';
import type { Range } from './view-state.ts';

type Props = {
  table: RunTable;
  rows: readonly number[];
  axes: readonly string[];
  ranges: Readonly<Record<string, Range>>;
  selected: ReadonlySet<string>;
  onAxes: (axes: string[]) => void;
  onRanges: (ranges: Readonly<Record<string, Range>>) => void;
};

const linesInSlice = 400;
const pad = { x: 56, top: 38, bottom: 24 };

/** A line for each run across an axis for each column. A range on an axis dims the runs outside of it. */
export function ParallelCoordinates(props: Props) {
  const { table, rows, axes, ranges, selected, onAxes, onRanges } = props;
  const words = axes.length > 0 ? axes : firstAxes(table);
  const shown = words.flatMap((word) => {
    const { key, log } = axisOf(word);
    const column = table.column(key);
    return column ? [{ word, column, log }] : [];
  });
  const columns = shown.map(({ column }) => column);
  const scales = useMemo(
    () => shown.map(({ column, log }) => scaleOf(column, rows, log)),
    [rows, words.join('\n')],
  );
  const within = (row: number): boolean =>
    columns.every(({ key, cell }, at) => {
      const range = ranges[key];
      if (!range) return true;
      const place = scales[at]?.at(cell(row)) ?? null;
      return place !== null && place >= range[0] && place <= range[1];
    });
  const canvas = useCanvas(
    ({ context, width, height, colour }, slice) => {
      const x = (at: number): number =>
        pad.x + (columns.length < 2 ? 0 : (at * (width - 2 * pad.x)) / (columns.length - 1));
      const y = (place: number): number => pad.top + (1 - place) * (height - pad.top - pad.bottom);
      const line = (row: number): void => {
        context.beginPath();
        let pen = false;
        columns.forEach(({ cell }, at) => {
          const place = scales[at]?.at(cell(row)) ?? null;
          // A run without a value breaks its line.
          if (place === null) pen = false;
          else if (pen) context.lineTo(x(at), y(place));
          else {
            context.moveTo(x(at), y(place));
            pen = true;
          }
        });
        context.stroke();
      };
      const from = slice * linesInSlice;
      const part = rows.slice(from, from + linesInSlice);
      const some = selected.size > 0;
      for (const row of part) {
        const inside = within(row);
        context.globalAlpha = inside
          ? Math.max(0.08, Math.min(0.7, 60 / rows.length)) * (some ? 0.5 : 1)
          : 0.03;
        context.strokeStyle = colour(inside ? '--mf-series-1' : '--mf-muted');
        context.lineWidth = 1;
        line(row);
      }
      if (from + linesInSlice < rows.length) return true;
      context.globalAlpha = 1;
      for (const row of rows)
        if (selected.has(table.index.ids[row] ?? '')) {
          context.strokeStyle = colour('--mf-series-2');
          context.lineWidth = 2;
          line(row);
        }
      context.font = '12px system-ui, sans-serif';
      columns.forEach((column, at) => {
        context.strokeStyle = colour('--mf-line-strong');
        context.lineWidth = 1;
        context.beginPath();
        context.moveTo(x(at), y(0));
        context.lineTo(x(at), y(1));
        context.stroke();
        context.fillStyle = colour('--mf-ink');
        context.textAlign = at === 0 ? 'left' : at === columns.length - 1 ? 'right' : 'center';
        const shift = at === 0 ? -pad.x + 4 : at === columns.length - 1 ? pad.x - 4 : 0;
        context.fillText(short(column.label), x(at) + shift, 14);
        context.fillStyle = colour('--mf-muted');
        for (const { place, value } of scales[at]?.ticks ?? [])
          context.fillText(
            short(formatCell(column, value)),
            x(at) + shift,
            y(place) + (place === 1 ? -4 : place === 0 ? 14 : 4),
          );
      });
      return false;
    },
    [rows, words.join('\n'), selected, ranges, scales],
  );
  return (
    <figure class="runs-chart">
      <canvas
        ref={canvas}
        role="img"
        aria-label={`Parallel coordinates of ${rows.length} runs over ${columns.map(({ label }) => label).join(', ')}. The table below has the numbers.`}
      />
      <figcaption>
        <ul class="axes">
          {shown.map(({ word, column, log }, at) => (
            <li key={column.key}>
              <strong>{column.label}</strong>
              <RangeChoice
                label={column.label}
                range={ranges[column.key] ?? [0, 1]}
                onChange={(range) => onRanges({ ...ranges, [column.key]: range })}
              />
              {column.numeric && (
                <LogChoice
                  label={column.label}
                  log={log}
                  onChange={(next) =>
                    onAxes(
                      words.map((old) => (old === word ? axisWord({ key: column.key, log: next }) : old)),
                    )
                  }
                />
              )}
              <button
                type="button"
                disabled={at === 0}
                aria-label={`Move ${column.label} to the left`}
                onClick={() => onAxes(swap(words, at))}
              >
                ←
              </button>
              <button
                type="button"
                aria-label={`Remove ${column.label}`}
                onClick={() => onAxes(words.filter((old) => old !== word))}
              >
                ×
              </button>
            </li>
          ))}
        </ul>
        <AxisChoice
          table={table}
          label="Add an axis"
          value=""
          none="choose…"
          onChange={(key) =>
            key !== '' && !words.some((word) => axisOf(word).key === key) && onAxes([...words, key])
          }
        />
        <p role="status">{rows.filter(within).length.toLocaleString('en-US')} runs in all ranges</p>
      </figcaption>
    </figure>
  );
}

type RangeProps = { label: string; range: Range; onChange: (range: Range) => void };

/** A part of an axis, in hundredths from its low end. */
function RangeChoice({ label, range: [low, high], onChange }: RangeProps) {
  const percent = (value: number): number => Math.round(value * 100);
  return (
    <span class="axis-range">
      <input
        type="range"
        min="0"
        max="100"
        value={percent(low)}
        aria-label={`${label}: from`}
        onInput={(event) => onChange([Math.min(Number(event.currentTarget.value) / 100, high), high])}
      />
      <input
        type="range"
        min="0"
        max="100"
        value={percent(high)}
        aria-label={`${label}: to`}
        onInput={(event) => onChange([low, Math.max(Number(event.currentTarget.value) / 100, low)])}
      />
    </span>
  );
}

/** Params that vary in most runs, then the metrics that most have. */
function firstAxes(table: RunTable): string[] {
  const rows = table.rows();
  const varying = table.ranked('params').filter((column) => {
    const cells = rows.map((row) => column.cell(row)).filter((cell) => cell !== null);
    return cells.length > rows.length / 2 && new Set(cells).size > 1;
  });
  return [...varying.slice(0, 3), ...table.ranked('metrics').slice(0, 3)].map(({ key }) => key);
}

function swap(keys: readonly string[], at: number): string[] {
  const next = [...keys];
  const [key = ''] = next.splice(at, 1);
  next.splice(at - 1, 0, key);
  return next;
}

const short = (text: string): string => (text.length > 18 ? `${text.slice(0, 17)}…` : text);
