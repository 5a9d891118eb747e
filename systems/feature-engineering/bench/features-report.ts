import {
  barChart,
  benchReport,
  figure,
  ratioFigure,
  type Circumstances,
} from '@modelfolio/measuring/bench-report';
import type { Report, ReportFigure } from '@modelfolio/schemas';
import { median } from '@modelfolio/statistics/quantiles';
import { contestants, type Contestant, type Measurements, type Timed } from './measurements.ts';

type Operation = 'fitTransform' | 'fit' | 'transform';

/**
 * The benchmark as a report for the site.
 *
 * @param load processes that ran or waited when it began: the load average of the last minute
 * @throws ZodError when it does not fit the schema
 */
export function featuresReport(measured: Measurements, load: number, circumstances: Circumstances): Report {
  const { rows, batch, row, stream, packages } = measured;
  const repetitions = batch.modelfolio.fitTransform.length;
  const of = (who: Contestant, operation: Operation): Timed[] => batch[who][operation] ?? [];
  const secondsOf = (who: Contestant, operation: Operation): number[] =>
    of(who, operation).map(({ seconds }) => seconds);
  const bytesOf = (who: Contestant): number[] => of(who, 'fitTransform').map(bytesAboveInput);
  const asked = everyone.filter((who) => batch[who].fit);
  const [own, theirs] = [row.modelfolio, row['scikit-learn']];
  const tables: Report['tables'] = [
    {
      title: 'Fit and transform: median, least and greatest',
      columns: [
        'Who',
        'Seconds',
        'least',
        'greatest',
        'MB above the table',
        'least',
        'greatest',
        'MB of the process',
      ],
      rows: everyone.map((who) => [
        contestants[who],
        ...spread(secondsOf(who, 'fitTransform')),
        ...spread(bytesOf(who).map((bytes) => bytes / 1e6)),
        median(of(who, 'fitTransform').map(({ peakBytes }) => peakBytes / 1e6)),
      ]),
    },
    {
      title: 'One after the other: median, least and greatest',
      columns: ['Who', 'Fit, s', 'least', 'greatest', 'Transform, s', 'least', 'greatest'],
      rows: asked.map((who) => [
        contestants[who],
        ...spread(secondsOf(who, 'fit')),
        ...spread(secondsOf(who, 'transform')),
      ]),
    },
    {
      title: 'One row, microseconds a call: median, least and greatest of the blocks of calls',
      columns: ['Who', 'µs', 'least', 'greatest'],
      rows: [
        ['Modelfolio', ...spread(own.map((seconds) => seconds * 1e6))],
        ['scikit-learn', ...spread(theirs.map((seconds) => seconds * 1e6))],
      ],
    },
    {
      title: 'A CSV file, streamed',
      columns: ['MB', 'Rows', 'Fit, s', 'Transform, s', 'Peak of the process, MB'],
      rows: [stream.small, stream.large].map((one) => [
        one.bytes / 1e6,
        one.rows,
        one.fitSeconds,
        one.transformSeconds,
        one.peakBytes / 1e6,
      ]),
    },
  ];
  /** The cell of a table in the row of one who was measured. */
  const cell = (table: 0 | 1, who: Contestant, column: number): string =>
    `/tables/${table}/rows/${(table === 0 ? everyone : asked).indexOf(who)}/${column}`;
  const ratio = (
    label: string,
    who: Contestant,
    table: 0 | 1,
    columns: readonly number[],
    each: number[],
  ): ReportFigure =>
    ratioFigure(
      label,
      {
        numerator: columns.map((column) => cell(table, who, column)),
        denominator: columns.map((column) => cell(table, 'modelfolio', column)),
      },
      tables,
      each,
    );
  const timeRatios = (who: Contestant, ...operations: Operation[]): number[] =>
    ratios(
      totals(operations.map((one) => secondsOf(who, one))),
      totals(operations.map((one) => secondsOf('modelfolio', one))),
    );
  const content = {
    system: 'feature-engineering',
    title: 'Features of a million rows, of one row, and of a stream',
    question: 'Is a pipeline in TypeScript as fast as scikit-learn’s, and what memory does it take?',
    method:
      `${rows.toLocaleString('en')} rows made at random: nine columns of numbers to standardise and four of text, with 2, 8, 16 and 40 categories of which the k-th is as common as 1 / k, to one-hot: 75 columns come out. Nothing is missing. ` +
      `Each repetition runs everyone in turn, each in a process of its own that has loaded the table (and run once on a thousand of its rows), ${repetitions} times; medians are given with the least and the greatest. A ratio is that of the medians in the tables, what the other takes divided by what ours takes, with the least and the greatest ratio within a repetition; above 1 ours takes less. ` +
      `Memory is the peak of the process’s resident memory during the work, less what it was before, with the table loaded, as the Linux kernel counts it. All sides made the same columns, which is checked to 1e-9. ` +
      `scikit-learn ${packages['scikit-learn']} has a ColumnTransformer of StandardScaler and OneHotEncoder, with pandas ${packages['pandas']}; its text columns hold Python strings, which it takes fastest, and its output is dense, in double precision, as ours is. Its fit alone transforms too: that is how ColumnTransformer is made. ` +
      `Polars ${packages['polars']} has lazy expressions for the same columns and uses all cores; the others use one. As they come by default, scikit-learn gives a sparse matrix here and Polars’ dummies take a byte a cell: less memory, told in the table. ` +
      'One row: from an object with its values to its features, and for scikit-learn the same with a DataFrame of one row and Pipeline.transform. ' +
      `A CSV file of ${gigabytes(stream.large.bytes)} is read in batches, for its types, to fit and to transform, each batch being dropped after; the peak of the whole process is compared with that for one of ${gigabytes(stream.small.bytes)}. ` +
      `When it began, the load of the machine was ${load.toFixed(1)}: where that is much, seconds are of a busy machine, and the ratios count.`,
    figures: {
      speedup: ratio(
        'Time to fit, then transform: scikit-learn ÷ ours',
        'scikit-learn',
        1,
        [1, 4],
        timeRatios('scikit-learn', 'fit', 'transform'),
      ),
      oneCallSpeedup: ratio(
        'Time to fit and transform in one call: scikit-learn ÷ ours',
        'scikit-learn',
        0,
        [1],
        timeRatios('scikit-learn', 'fitTransform'),
      ),
      transformSpeedup: ratio(
        'Time to transform: scikit-learn ÷ ours',
        'scikit-learn',
        1,
        [4],
        timeRatios('scikit-learn', 'transform'),
      ),
      memoryRatio: ratio(
        'Memory above the table: scikit-learn ÷ ours',
        'scikit-learn',
        0,
        [4],
        ratios(bytesOf('scikit-learn'), bytesOf('modelfolio')),
      ),
      sparseSpeedup: ratio(
        'Time to fit and transform in one call: scikit-learn, sparse ÷ ours',
        'scikit-learn-sparse',
        0,
        [1],
        timeRatios('scikit-learn-sparse', 'fitTransform'),
      ),
      sparseMemoryRatio: ratio(
        'Memory above the table: scikit-learn, sparse ÷ ours',
        'scikit-learn-sparse',
        0,
        [4],
        ratios(bytesOf('scikit-learn-sparse'), bytesOf('modelfolio')),
      ),
      polarsSpeedup: ratio(
        'Time to fit and transform in one call: Polars on all cores ÷ ours on one',
        'polars',
        0,
        [1],
        timeRatios('polars', 'fitTransform'),
      ),
      polarsMemoryRatio: ratio(
        'Memory above the table: Polars ÷ ours',
        'polars',
        0,
        [4],
        ratios(bytesOf('polars'), bytesOf('modelfolio')),
      ),
      rowSpeedup: ratioFigure(
        'Time of a call with one row: scikit-learn, with a DataFrame and a Pipeline ÷ ours',
        { numerator: ['/tables/2/rows/1/1'], denominator: ['/tables/2/rows/0/1'] },
        tables,
      ),
      seconds: figure(
        'Fit and transform',
        median(secondsOf('modelfolio', 'fitTransform')),
        'seconds',
        'lower',
        repetitions,
      ),
      bytes: figure('Memory above the table', median(bytesOf('modelfolio')), 'bytes', 'lower', repetitions),
      rowTime: figure('One row', median(own) * 1000, 'milliseconds', 'lower'),
      scikitLearnRowTime: figure('One row by scikit-learn', median(theirs) * 1000, 'milliseconds', 'lower'),
      streamPeakBytes: figure(
        `Peak memory, CSV of ${gigabytes(stream.large.bytes)}`,
        stream.large.peakBytes,
        'bytes',
        'lower',
      ),
      streamPeakRatio: {
        ...ratioFigure(
          `Our peak memory: CSV of ${gigabytes(stream.large.bytes)} ÷ one of ${gigabytes(stream.small.bytes)}`,
          { numerator: ['/tables/3/rows/1/4'], denominator: ['/tables/3/rows/0/4'] },
          tables,
        ),
        better: 'lower' as const,
      },
      streamSeconds: figure(
        `CSV of ${gigabytes(stream.large.bytes)}, fit and transform`,
        stream.large.fitSeconds + stream.large.transformSeconds,
        'seconds',
        'lower',
      ),
    },
    tables,
    charts: [
      barChart(
        { title: 'Seconds to fit and transform a million rows', x: 'Who', y: 'Seconds' },
        { seconds: everyone.map((who) => [contestants[who], median(secondsOf(who, 'fitTransform'))]) },
      ),
      barChart(
        { title: 'Memory above the table', x: 'Who', y: 'MB' },
        { memory: everyone.map((who) => [contestants[who], median(bytesOf(who)) / 1e6]) },
      ),
    ],
  };
  return benchReport('features', content, circumstances);
}

const everyone = Object.keys(contestants) as Contestant[];
const bytesAboveInput = ({ peakBytes, inputBytes }: Timed): number => peakBytes - inputBytes;
const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`;

/** Theirs divided by ours, within each repetition. */
const ratios = (theirs: readonly number[], own: readonly number[]): number[] =>
  theirs.map((value, at) => value / (own[at] as number));

/** Repetition by repetition, several operations together. */
const totals = (operations: readonly (readonly number[])[]): number[] =>
  (operations[0] ?? []).map((_, at) =>
    operations.reduce((sum, values) => sum + (values[at] ?? Number.NaN), 0),
  );

const spread = (values: readonly number[]): number[] => [
  median(values),
  Math.min(...values),
  Math.max(...values),
];
