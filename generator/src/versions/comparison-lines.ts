import { table } from '@modelfolio/command-line/flags';
import {
  summaryOf,
  type CardComparison,
  type FieldDifference,
  type RunComparison,
} from '@modelfolio/comparison';
import { formatFigure, type MetricNumber } from '@modelfolio/schemas';

/** A comparison of cards for a person at a terminal: what differs, the metrics first. */
export function comparisonLines(comparison: CardComparison): string[] {
  const { before, after, metrics, params, data, code, environment, model, text } = comparison;
  const differing = metrics.filter(({ verdict }) => verdict !== 'same');
  const shown = (value: MetricNumber | null, { format, unit }: (typeof metrics)[number]): string =>
    value === null ? '–' : formatFigure({ value, format, unit });
  const rows = differing.map(
    (metric) =>
      [
        metric.label,
        `${shown(metric.before, metric)} → ${shown(metric.after, metric)}  ${metric.verdict}`,
      ] as const,
  );
  return [
    `${before.id} ${before.version} → ${after.id === before.id ? '' : `${after.id} `}${after.version}`,
    summaryOf(comparison),
    ...(rows.length > 0 ? ['', 'metrics', table(rows)] : []),
    ...Object.entries({ params, data, code, environment, 'model files and signature': model }).flatMap(
      ([title, fields]) => fieldLines(title, fields),
    ),
    ...(text.length > 0 ? ['', `texts that differ: ${text.map(({ label }) => label).join(', ')}`] : []),
  ];
}

function fieldLines(title: string, fields: readonly FieldDifference[]): string[] {
  if (fields.length === 0) return [];
  const rows = fields.map(({ name, before, after }) => [name, `${short(before)} → ${short(after)}`] as const);
  return ['', title, table(rows)];
}

/** Runs beside each other: metrics, then what differs. */
export function runComparisonLines(runs: readonly { name: string }[], comparison: RunComparison): string[] {
  const { metrics, params, data, code, environment } = comparison;
  const grid = (rows: readonly (readonly string[])[]): string[] => {
    const widths =
      rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
    return rows.map((row) =>
      `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd(),
    );
  };
  const head = ['', ...runs.map(({ name }) => short(name))];
  const fields = Object.entries({ params, data, code, environment }).flatMap(([title, rows]) => {
    const differing = rows.filter(({ differs }) => differs);
    return differing.length === 0
      ? []
      : [
          '',
          `${title} that differ`,
          ...grid([head, ...differing.map(({ name, values }) => [name, ...values.map(short)])]),
        ];
  });
  return [
    'metrics (* best)',
    ...grid([
      head,
      ...metrics.map(({ name, values, best }) => [
        name,
        ...values.map((value, place) => `${value ?? '–'}${best.includes(place) ? ' *' : ''}`),
      ]),
    ]),
    ...fields,
  ];
}

function short(value: string | null): string {
  if (value === null) return '–';
  const line = value.replaceAll(/\s+/g, ' ');
  return line.length > 48 ? `${line.slice(0, 47)}…` : line;
}
