import type { Series } from '../charts/line-chart.ts';
import type { Across } from '../charts/overlaid-histories.ts';

type Props = {
  title: string;
  series: readonly Series[];
  across: Across;
  /** Spaces values by their logarithms; those that are not positive are left out. */
  log: boolean;
};

const [width, height] = [360, 180];
const pad = { left: 46, right: 10, top: 8, bottom: 22 };
const colours = ['--mf-series-1', '--mf-series-2', '--mf-series-3', '--mf-series-4'];
const dashes = ['', '6 3', '2 3', '8 3 2 3'];

/** Lines over steps, drawn in the page: told apart by colour and by dashes. */
export function HistoryChart({ title, series: given, across, log }: Props) {
  const series = log
    ? given.map((one) => ({ ...one, points: one.points.filter(({ y: value }) => value > 0) }))
    : given;
  const points = series.flatMap((one) => one.points);
  const up = log ? Math.log : (value: number): number => value;
  const place = (value: number): string => (across === 'step' ? `step ${value}` : duration(value));
  const range = (values: readonly number[]): [number, number] =>
    values.reduce<[number, number]>(
      ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
      [Infinity, -Infinity],
    );
  const [left, right] = range(points.map(({ x }) => x));
  const [low, high] = range(points.map(({ y }) => y));
  const x = (value: number): number =>
    pad.left + ((value - left) / (right - left || 1)) * (width - pad.left - pad.right);
  const y = (value: number): number =>
    height -
    pad.bottom -
    ((up(value) - up(low)) / (up(high) - up(low) || 1)) * (height - pad.top - pad.bottom);
  const number = (value: number): string => String(Number(value.toPrecision(3)));
  if (points.length === 0)
    return (
      <figure class="history">
        <figcaption>{title}</figcaption>
        <p class="muted">No value is positive.</p>
      </figure>
    );
  return (
    <figure class="history">
      <figcaption>{title}</figcaption>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={`${title}${log ? ', logarithmic' : ''}, from ${place(left)} to ${place(right)}: ${series.map(({ name, points: own }) => `${name} ends at ${number(own.at(-1)?.y ?? Number.NaN)}`).join(', ')}`}
      >
        <rect
          x={pad.left}
          y={pad.top}
          width={width - pad.left - pad.right}
          height={height - pad.top - pad.bottom}
          class="frame"
        />
        <text x={pad.left - 4} y={y(high) + 8} text-anchor="end">
          {number(high)}
        </text>
        <text x={pad.left - 4} y={y(low)} text-anchor="end">
          {number(low)}
        </text>
        <text x={pad.left} y={height - 6}>
          {across === 'step' ? left : duration(left)}
        </text>
        <text x={width - pad.right} y={height - 6} text-anchor="end">
          {place(right)}
        </text>
        {series.map(({ name, points: own }, at) => (
          <polyline
            key={name}
            fill="none"
            stroke={`var(${colours[at % colours.length]})`}
            stroke-dasharray={dashes[at % dashes.length]}
            stroke-width="1.75"
            points={own.map((point) => `${x(point.x).toFixed(1)},${y(point.y).toFixed(1)}`).join(' ')}
          />
        ))}
      </svg>
      {series.length > 1 && (
        <ul class="legend">
          {series.map(({ name }, at) => (
            <li key={name} style={{ color: `var(${colours[at % colours.length]})` }}>
              {name}
            </li>
          ))}
        </ul>
      )}
    </figure>
  );
}

/** Seconds in the largest unit that keeps them above one. */
function duration(seconds: number): string {
  const units = [
    ['h', 3600],
    ['min', 60],
    ['s', 1],
    ['ms', 1 / 1000],
  ] as const;
  const [unit, length] = units.find(([, each]) => seconds >= each) ?? ['s', 1];
  return `${Number((seconds / length).toPrecision(3))} ${unit}`;
}
