import { report, type Report, type ReportFigure } from '@modelfolio/schemas';
import type { Measured } from '@modelfolio/measuring/timed-process';

/** What a build said of itself. */
export interface Built extends Measured {
  pages: number;
  /** Files that were made, and that were as before. */
  made: number;
  kept: number;
}

/** What the benchmark measured. */
export interface BuildBenchmark {
  models: number;
  runsEach: number;
  cold: Built;
  noop: Built;
  forced: Built;
  /** After a number of one run and of the card that tells of it have changed. */
  changed: Built;
  /** After the words of one card have changed: the search index is made again. */
  reworded: Built;
  /** Whether the forced build gave the very bytes of the one that made nothing. */
  isByteEqual: boolean;
  astro: { version: string; pages: number; cold: Measured; again: Measured };
  environment: Report['environment'];
  /** ISO 8601. */
  measuredAt: string;
}

/**
 * The benchmark as a report for the site.
 *
 * @throws ZodError when it does not fit the schema
 */
export function buildReport(benchmark: BuildBenchmark): Report {
  const { models, runsEach, cold, noop, forced, changed, reworded, isByteEqual, astro } = benchmark;
  const count = (number: number): string => number.toLocaleString('en');
  const each = (seconds: number, pages: number): number => (seconds / pages) * 1000;
  return report.parse({
    schemaVersion: 1,
    id: 'build-benchmark',
    kind: 'benchmark',
    system: 'model-docs',
    title: 'Building the site of a thousand models',
    question: 'How long does the site of many models take, and how long when little or nothing changed?',
    method:
      `A project of ${count(models)} models with ${runsEach} runs each, made of this repository's three table models under other names: ` +
      `cards with all their charts, playgrounds, versions, exports in five formats, the table of all runs, a search index: ${count(cold.pages)} pages, ${count(cold.made)} files. ` +
      'It is built from nothing, built again without a change, built again with --force, built after a number of one run and of its card has changed, and after the words of a card have: then the search index is made again. ' +
      `The forced build ${isByteEqual ? 'gave' : 'did not give'} byte for byte what was there. ` +
      `The rival is Astro ${astro.version} by itself, as its guide has it: a content collection of the same ${count(models)} cards and one static page for each, with its words and its figures in a table and nothing else: ` +
      `no charts, no exports, no runs, no search. So the ratio is of the time for a page, and Astro's pages are the lighter ones. Times are of whole commands, from start to exit.`,
    figures: {
      pageRatio: {
        label: 'Astro over Modelfolio, time for a page, from nothing',
        ...figure(each(astro.cold.seconds, astro.pages) / each(cold.seconds, cold.pages), 'ratio', 'higher'),
      },
      noopRatio: {
        label: 'Astro over Modelfolio, building again when nothing changed',
        ...figure(astro.again.seconds / noop.seconds, 'ratio', 'higher'),
      },
      coldSeconds: { label: 'From nothing', ...figure(cold.seconds, 'seconds', 'lower', models) },
      coldPeakBytes: { label: 'Peak memory, from nothing', ...figure(cold.peakBytes, 'bytes', 'lower') },
      noopSeconds: { label: 'Again, nothing changed', ...figure(noop.seconds, 'seconds', 'lower') },
      changedSeconds: { label: 'Again, one run changed', ...figure(changed.seconds, 'seconds', 'lower') },
      rewordedSeconds: {
        label: 'Again, the words of one card changed',
        ...figure(reworded.seconds, 'seconds', 'lower'),
      },
      astroSeconds: {
        label: 'Astro by itself, one light page a model',
        ...figure(astro.cold.seconds, 'seconds', 'lower', astro.pages),
      },
      astroPeakBytes: {
        label: 'Peak memory of Astro by itself',
        ...figure(astro.cold.peakBytes, 'bytes', 'lower'),
      },
      pages: { label: 'Pages', ...figure(cold.pages, 'integer', null) },
    },
    tables: [
      {
        title: 'Time and peak memory',
        columns: ['Build', 'Pages', 'Files made', 'Seconds', 'Peak memory, MB'],
        rows: [
          row('from nothing', cold),
          row('nothing changed', noop),
          row('nothing changed, forced', forced),
          row('one run changed', changed),
          row('the words of one card changed', reworded),
          [
            'Astro by itself, from nothing',
            astro.pages,
            astro.pages,
            astro.cold.seconds,
            astro.cold.peakBytes / 1e6,
          ],
          [
            'Astro by itself, nothing changed',
            astro.pages,
            astro.pages,
            astro.again.seconds,
            astro.again.peakBytes / 1e6,
          ],
        ],
      },
    ],
    charts: [
      {
        title: 'Seconds of a build',
        kind: 'bar',
        x: 'Build',
        y: 'Seconds',
        series: [
          {
            name: 'seconds',
            points: [
              ['from nothing', cold.seconds],
              ['one run changed', changed.seconds],
              ['nothing changed', noop.seconds],
            ],
          },
        ],
      },
    ],
    environment: benchmark.environment,
    measuredAt: benchmark.measuredAt,
    command: 'npm run bench:build',
  });
}

const row = (name: string, { pages, made, seconds, peakBytes }: Built): (string | number)[] => [
  name,
  pages,
  made,
  seconds,
  peakBytes / 1e6,
];

function figure(
  value: number,
  format: ReportFigure['format'],
  better: ReportFigure['better'],
  n: number | null = null,
): Omit<ReportFigure, 'label'> {
  return { value, format, unit: null, better, interval: null, n };
}
