import type { Cell, Predictions } from '@modelfolio/inference';
import type { ModelManifest, TabularColumn } from '@modelfolio/schemas';
import { percent } from '@modelfolio/pages/numbers';
import { shortNumber } from '@modelfolio/pages/short-number';
import { drawnNumbers } from './what-if.ts';

type Props = {
  column: TabularColumn;
  values: readonly Cell[];
  /** The row's own value. */
  own: Cell;
  /** A row for each of `values`. */
  predictions: Predictions;
  output: ModelManifest['output'];
  /** What the model says of the row itself: decides which class is drawn. */
  shown: Predictions;
};

const width = 320;
const height = 96;

/** What the model would say at the other values of one column, all else staying as it is. */
export function WhatIfCurve({ column, values, own, predictions, output, shown }: Props) {
  const place = shown.kind === 'classes' ? (output.positive ?? shown.predicted[0] ?? 0) : 0;
  const numbers = drawnNumbers(predictions, place);
  const target = output.targets?.[0];
  const what =
    shown.kind === 'classes'
      ? `Probability of ${shown.classes[place] ?? ''}`
      : `${target?.name ?? 'Value'}${target?.unit ? ` (${target.unit})` : ''}`;
  const text = shown.kind === 'classes' ? percent : shortNumber;
  const low = shown.kind === 'classes' ? 0 : numbers.reduce((a, b) => Math.min(a, b), Infinity);
  const high = shown.kind === 'classes' ? 1 : numbers.reduce((a, b) => Math.max(a, b), -Infinity);
  const title = column.label ?? column.name;
  const share = (value: number) => (high === low ? 0.5 : (value - low) / (high - low));
  const numeric = values.every((value) => typeof value === 'number') && !column.categories;
  return (
    <figure class="auto-curve">
      <figcaption>
        {what} by <b>{title}</b>, all else as it is
      </figcaption>
      {numeric ? (
        <Line
          values={values as readonly number[]}
          numbers={numbers}
          own={own}
          share={share}
          text={text}
          low={low}
          high={high}
          what={what}
        />
      ) : (
        <ul class="auto-choices">
          {values.map((value, index) => (
            <li key={String(value)} class={value === own ? 'own' : undefined}>
              <span>{String(value)}</span>
              <span class="bar-track" aria-hidden="true">
                <span
                  class="share-bar"
                  style={{
                    transform: `scaleX(${low === 0 ? share(numbers[index] ?? 0) : 0.1 + 0.9 * share(numbers[index] ?? 0)})`,
                  }}
                />
              </span>
              <span class="bar-value">{text(numbers[index] ?? Number.NaN)}</span>
            </li>
          ))}
        </ul>
      )}
    </figure>
  );
}

type LineProps = {
  values: readonly number[];
  numbers: readonly number[];
  own: Cell;
  share: (value: number) => number;
  text: (value: number) => string;
  low: number;
  high: number;
  what: string;
};

function Line({ values, numbers, own, share, text, low, high, what }: LineProps) {
  const from = values[0] ?? 0;
  const to = values.at(-1) ?? 1;
  const x = (value: number) => (to === from ? width / 2 : ((value - from) / (to - from)) * width);
  const y = (value: number) => 4 + (1 - share(value)) * (height - 8);
  const at = typeof own === 'number' ? values.indexOf(own) : -1;
  const path = values.map((value, index) => `${x(value).toFixed(1)},${y(numbers[index] ?? 0).toFixed(1)}`);
  const name = `${what}: ${text(numbers[0] ?? 0)} at ${shortNumber(from)}, ${text(numbers.at(-1) ?? 0)} at ${shortNumber(to)}`;
  return (
    <div class="auto-line">
      <span class="auto-y">{text(high)}</span>
      <span class="auto-y low">{text(low)}</span>
      <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" role="img" aria-label={name}>
        <line x1="0" x2={width} y1={height - 4} y2={height - 4} class="auto-grid" />
        <line x1="0" x2={width} y1="4" y2="4" class="auto-grid" />
        {at >= 0 && (
          <line x1={x(values[at] ?? 0)} x2={x(values[at] ?? 0)} y1="0" y2={height} class="auto-own" />
        )}
        <polyline points={path.join(' ')} />
      </svg>
      {at >= 0 && (
        <span
          class="auto-dot"
          style={{
            left: `${(100 * x(values[at] ?? 0)) / width}%`,
            top: `${(100 * y(numbers[at] ?? 0)) / height}%`,
          }}
        />
      )}
      <span class="auto-x">{shortNumber(from)}</span>
      <span class="auto-x high">{shortNumber(to)}</span>
    </div>
  );
}
