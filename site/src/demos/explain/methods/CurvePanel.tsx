import type { Cell } from '@modelfolio/inference';
import type { TabularColumn } from '@modelfolio/schemas';
import type { Curve } from '../analysis/analysis.ts';
import { cellText, gridText } from './words.ts';
import { ScrollBox } from '@modelfolio/pages/ScrollBox';

type Props = {
  columns: readonly TabularColumn[];
  curve: Curve;
  own: Cell;
  /** `row`: what is said of this row (ICE), beside the mean; `model`: the mean (partial dependence), and no single row. */
  of: 'row' | 'model';
  /** What is on the vertical axis, e.g. `Probability of >50K`. */
  what: string;
  /** A value of the axis as text. */
  text: (value: number) => string;
  /** Least and greatest of the axis where they are known, e.g. 0 and 1. */
  bounds: readonly [number, number] | null;
  onColumn: (column: number) => void;
};

/** What the model would say at other values of one column: for this row, for others, and on average. */
export function CurvePanel({ columns, curve, own, of, what, text, bounds, onColumn }: Props) {
  const ofRow = of === 'row';
  /** What is drawn and told first. */
  const main = ofRow ? curve.own : curve.mean;
  const column = columns[curve.column];
  const title = column?.label ?? column?.name ?? '';
  const numeric = curve.grid.every((value) => typeof value === 'number') && !column?.categories;
  const all = ofRow ? [...curve.own, ...curve.mean] : [...curve.mean, ...curve.others];
  const low = bounds?.[0] ?? Math.min(...all);
  const high = bounds?.[1] ?? Math.max(...all);
  const share = (value: number) => (high === low ? 0.5 : (value - low) / (high - low));
  return (
    <figure class="auto-curve curve">
      <figcaption>
        {what} by{' '}
        <select
          aria-label="Column of the curve"
          value={String(curve.column)}
          onChange={({ currentTarget }) => onColumn(Number(currentTarget.value))}
        >
          {columns.map(({ name, label }, at) => (
            <option key={name} value={String(at)}>
              {label ?? name}
            </option>
          ))}
        </select>
        {ofRow ? ', other features fixed' : ', mean over the background rows'}
      </figcaption>
      {numeric ? (
        <Lines
          curve={curve}
          own={ofRow ? own : null}
          ofRow={ofRow}
          share={share}
          title={title}
          what={what}
          text={text}
          ends={[low, high]}
        />
      ) : (
        <ul class="curve-choices">
          {curve.grid.map((value, at) => (
            <li key={String(value)} class={ofRow && value === own ? 'own' : undefined}>
              <span>
                {cellText(value)}
                {curve.sparse[at] && <small class="muted"> few rows</small>}
              </span>
              <span class="bar-track" aria-hidden="true">
                <span class="share-bar" style={{ transform: `scaleX(${share(main[at] ?? 0)})` }} />
                {ofRow && (
                  <span
                    class="share-bar twin"
                    style={{ transform: `scaleX(${share(curve.mean[at] ?? 0)})` }}
                  />
                )}
              </span>
              <span class="bar-value">{text(main[at] ?? Number.NaN)}</span>
            </li>
          ))}
        </ul>
      )}
      <p class="curve-legend small">
        {ofRow && <span data-series="1">this row (ICE)</span>}{' '}
        <span data-series={ofRow || numeric ? '2' : '1'}>mean of the background (partial dependence)</span>{' '}
        {numeric && curve.others.length > 0 && <span data-series="other">single background rows (ICE)</span>}
        {curve.sparse.some(Boolean) && <span class="sparse-key">shaded: few rows lie there</span>}
      </p>
      <details>
        <summary>Table</summary>
        <ScrollBox label="Curve, table">
          <table>
            <caption class="hidden">
              {what} by {title}
            </caption>
            <thead>
              <tr>
                <th scope="col">{title}</th>
                {ofRow && <th scope="col">This row</th>}
                <th scope="col">Mean</th>
                <th scope="col">Rows near it</th>
              </tr>
            </thead>
            <tbody>
              {curve.grid.map((value, at) => (
                <tr key={String(value)}>
                  <th scope="row">{gridText(value)}</th>
                  {ofRow && <td>{text(curve.own[at] ?? Number.NaN)}</td>}
                  <td>{text(curve.mean[at] ?? Number.NaN)}</td>
                  <td>
                    {(100 * (curve.density[at] ?? 0)).toFixed(1)} %{curve.sparse[at] && ' (few)'}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollBox>
      </details>
    </figure>
  );
}

const width = 320;
const height = 112;

type LinesProps = {
  curve: Curve;
  own: Cell;
  ofRow: boolean;
  share: (value: number) => number;
  title: string;
  what: string;
  text: (value: number) => string;
  ends: readonly [number, number];
};

function Lines({ curve, own, ofRow, share, title, what, text, ends }: LinesProps) {
  const grid = curve.grid as readonly number[];
  const from = grid[0] ?? 0;
  const to = grid.at(-1) ?? 1;
  const x = (value: number) => (to === from ? width / 2 : ((value - from) / (to - from)) * width);
  const y = (value: number) => 4 + (1 - share(value)) * (height - 8);
  const points = (values: ArrayLike<number>) =>
    grid.map((value, at) => `${x(value).toFixed(1)},${y(values[at] ?? 0).toFixed(1)}`).join(' ');
  const lines = grid.length > 0 ? curve.others.length / grid.length : 0;
  const at = typeof own === 'number' ? grid.indexOf(own) : -1;
  const main = ofRow ? curve.own : curve.mean;
  const label = `${what} by ${title}: ${text(main[0] ?? 0)} at ${gridText(from)}, ${text(main.at(-1) ?? 0)} at ${gridText(to)}`;
  return (
    <div class="auto-line curve-line">
      <span class="auto-y">{text(ends[1])}</span>
      <span class="auto-y low">{text(ends[0])}</span>
      <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" role="img" aria-label={label}>
        {grid.slice(1).map((value, index) => {
          const before = grid[index] ?? value;
          if (!curve.sparse[index] && !curve.sparse[index + 1]) return null;
          return (
            <rect
              key={value}
              class="sparse"
              x={x(before)}
              y="0"
              width={x(value) - x(before)}
              height={height}
            />
          );
        })}
        <line x1="0" x2={width} y1={height - 4} y2={height - 4} class="auto-grid" />
        <line x1="0" x2={width} y1="4" y2="4" class="auto-grid" />
        {Array.from({ length: lines }, (_, line) => (
          <polyline
            key={line}
            class="other"
            points={points(curve.others.subarray(line * grid.length, (line + 1) * grid.length))}
          />
        ))}
        <polyline class="mean" points={points(curve.mean)} />
        {ofRow && <polyline points={points(curve.own)} />}
        {at >= 0 && <line x1={x(own as number)} x2={x(own as number)} y1="0" y2={height} class="auto-own" />}
      </svg>
      {at >= 0 && (
        <span
          class="auto-dot"
          style={{
            left: `${(100 * x(own as number)) / width}%`,
            top: `${(100 * y(curve.own[at] ?? 0)) / height}%`,
          }}
        />
      )}
      <span class="auto-x">{gridText(from)}</span>
      <span class="auto-x high">{gridText(to)}</span>
    </div>
  );
}
