import { barChart, benchReport, figure, type Circumstances } from '@modelfolio/measuring/bench-report';
import type { Measured } from '@modelfolio/measuring/timed-process';
import type { Report } from '@modelfolio/schemas';

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
}

/**
 * The benchmark as a report for the site.
 *
 * @throws ZodError when it does not fit the schema
 */
export function buildReport(measured: BuildBenchmark, circumstances: Circumstances): Report {
  const { models, runsEach, cold, noop, forced, changed, reworded, isByteEqual, astro } = measured;
  const count = (number: number): string => number.toLocaleString('en');
  const each = (seconds: number, pages: number): number => (seconds / pages) * 1000;
  const content = {
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
      pageRatio: figure(
        'Time for a page, from nothing: Astro ÷ Modelfolio',
        each(astro.cold.seconds, astro.pages) / each(cold.seconds, cold.pages),
        'ratio',
        'higher',
      ),
      noopRatio: figure(
        'Time to build again when nothing changed: Astro ÷ Modelfolio',
        astro.again.seconds / noop.seconds,
        'ratio',
        'higher',
      ),
      coldSeconds: figure('From nothing', cold.seconds, 'seconds', 'lower', models),
      coldPeakBytes: figure('Peak memory, from nothing', cold.peakBytes, 'bytes', 'lower'),
      noopSeconds: figure('Again, nothing changed', noop.seconds, 'seconds', 'lower'),
      changedSeconds: figure('Again, one run changed', changed.seconds, 'seconds', 'lower'),
      rewordedSeconds: figure('Again, the words of one card changed', reworded.seconds, 'seconds', 'lower'),
      astroSeconds: figure(
        'Astro by itself, one light page a model',
        astro.cold.seconds,
        'seconds',
        'lower',
        astro.pages,
      ),
      astroPeakBytes: figure('Peak memory of Astro by itself', astro.cold.peakBytes, 'bytes', 'lower'),
      pages: figure('Pages', cold.pages, 'integer', null),
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
      barChart(
        { title: 'Seconds of a build', x: 'Build', y: 'Seconds' },
        {
          seconds: [
            ['from nothing', cold.seconds],
            ['one run changed', changed.seconds],
            ['nothing changed', noop.seconds],
          ],
        },
      ),
    ],
  };
  return benchReport('build', content, circumstances);
}

const row = (name: string, { pages, made, seconds, peakBytes }: Built): (string | number)[] => [
  name,
  pages,
  made,
  seconds,
  peakBytes / 1e6,
];
