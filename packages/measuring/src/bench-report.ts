import { ratioOfCells, report, type Report, type ReportFigure } from '@modelfolio/schemas';

/** On what and when something was measured. */
export type Circumstances = Pick<Report, 'environment' | 'measuredAt'>;

/** What a benchmark's report says, but for what follows from its name and its circumstances. */
export type BenchContent = Pick<Report, 'system' | 'title' | 'question' | 'method' | 'figures' | 'tables'> &
  Partial<Pick<Report, 'charts'>>;

/**
 * The report of the benchmark that `npm run bench:<name>` runs.
 *
 * @throws ZodError when it does not fit the schema
 */
export function benchReport(name: string, content: BenchContent, circumstances: Circumstances): Report {
  return report.parse({
    schemaVersion: 1,
    id: `${name}-benchmark`,
    kind: 'benchmark',
    charts: [],
    ...content,
    ...circumstances,
    command: `npm run bench:${name}`,
  });
}

/**
 * A figure without an interval.
 *
 * @param better which of two values is the better one; `null` where neither is
 * @param n number of measurements behind it; `null` where it is no matter
 */
export function figure(
  label: string,
  value: number,
  format: ReportFigure['format'],
  better: ReportFigure['better'],
  n: number | null = null,
  unit: string | null = null,
): ReportFigure {
  return { label, value, format, unit, better, interval: null, n };
}

/**
 * How often another's cost goes into ours, from cells of the report's own tables, so that a headline cannot say another thing
 * than the table under it.
 *
 * @param label names what is divided by what, e.g. `Time to fit, scikit-learn ÷ ours`
 * @param cells JSON Pointers as in `reportFigure.ratioOf`
 * @param repetitions the ratio within each repetition: how it varies; none where each side was measured by itself
 */
export function ratioFigure(
  label: string,
  cells: NonNullable<ReportFigure['ratioOf']>,
  tables: Report['tables'],
  repetitions: readonly number[] = [],
): ReportFigure {
  return {
    ...figure(label, ratioOfCells(cells, tables), 'ratio', 'higher', repetitions.length || null),
    ...(repetitions.length > 0 && {
      spread: { least: Math.min(...repetitions), greatest: Math.max(...repetitions) },
    }),
    ratioOf: cells,
  };
}

/** A chart of bars, one for each name; several series stand side by side. */
export function barChart(
  { title, x, y }: Pick<Report['charts'][number], 'title' | 'x' | 'y'>,
  series: Readonly<Record<string, readonly (readonly [string, number])[]>>,
): Report['charts'][number] {
  return {
    title,
    kind: 'bar',
    x,
    y,
    series: Object.entries(series).map(([name, points]) => ({
      name,
      points: points.map(([bar, value]): [string, number] => [bar, value]),
    })),
  };
}
