import { barChart, benchReport, figure, type Circumstances } from '@modelfolio/measuring/bench-report';
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
  const timeRatio = (who: Contestant, operation: Operation, label: string): ReportFigure =>
    figure(
      label,
      middleRatio(secondsOf(who, operation), secondsOf('modelfolio', operation)),
      'ratio',
      'higher',
      repetitions,
    );
  const memoryRatio = (who: Contestant, label: string): ReportFigure =>
    figure(label, middleRatio(bytesOf(who), bytesOf('modelfolio')), 'ratio', 'higher', repetitions);
  const [own, theirs] = [row.modelfolio, row['scikit-learn']];
  const content = {
    system: 'feature-engineering',
    title: 'Features of a million rows, of one row, and of a stream',
    question: 'Is a pipeline in TypeScript as fast as scikit-learn’s, and what memory does it take?',
    method:
      `${rows.toLocaleString('en')} rows made at random: nine columns of numbers to standardise and four of text, with 2, 8, 16 and 40 categories of which the k-th is as common as 1 / k, to one-hot: 75 columns come out. Nothing is missing. ` +
      `Each repetition runs everyone in turn, each in a process of its own that has loaded the table (and run once on a thousand of its rows), ${repetitions} times; medians are given, ratios are the median of those within a repetition. ` +
      `Memory is the peak of the process’s resident memory during the work, less what it was before, with the table loaded, as the Linux kernel counts it. All sides made the same columns, which is checked to 1e-9. ` +
      `scikit-learn ${packages['scikit-learn']} has a ColumnTransformer of StandardScaler and OneHotEncoder, with pandas ${packages['pandas']}; its text columns hold Python strings, which it takes fastest, and its output is dense, in double precision, as ours is. Its fit alone transforms too: that is how ColumnTransformer is made. ` +
      `Polars ${packages['polars']} has lazy expressions for the same columns and uses all cores; the others use one. As they come by default, scikit-learn gives a sparse matrix here and Polars’ dummies take a byte a cell: less memory, told in the table. ` +
      'One row: from an object with its values to its features, and for scikit-learn the same with a DataFrame of one row and Pipeline.transform. ' +
      `A CSV file of ${gigabytes(stream.large.bytes)} is read in batches, for its types, to fit and to transform, each batch being dropped after; the peak of the whole process is compared with that for one of ${gigabytes(stream.small.bytes)}. ` +
      `When it began, the load of the machine was ${load.toFixed(1)}: where that is much, seconds are of a busy machine, and the ratios count.`,
    figures: {
      speedup: timeRatio('scikit-learn', 'fitTransform', 'scikit-learn over Modelfolio, fit and transform'),
      transformSpeedup: timeRatio('scikit-learn', 'transform', 'scikit-learn over Modelfolio, transform'),
      memoryRatio: memoryRatio('scikit-learn', 'scikit-learn over Modelfolio, memory'),
      sparseSpeedup: timeRatio(
        'scikit-learn-sparse',
        'fitTransform',
        'scikit-learn, sparse, over Modelfolio, fit and transform',
      ),
      sparseMemoryRatio: memoryRatio('scikit-learn-sparse', 'scikit-learn, sparse, over Modelfolio, memory'),
      polarsSpeedup: timeRatio('polars', 'fitTransform', 'Polars over Modelfolio, fit and transform'),
      polarsMemoryRatio: memoryRatio('polars', 'Polars over Modelfolio, memory'),
      rowSpeedup: figure(
        'scikit-learn over Modelfolio, one row',
        median(theirs) / median(own),
        'ratio',
        'higher',
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
      streamPeakRatio: figure(
        `Peak memory, CSV of ${gigabytes(stream.large.bytes)} over one of ${gigabytes(stream.small.bytes)}`,
        stream.large.peakBytes / stream.small.peakBytes,
        'ratio',
        'lower',
      ),
      streamSeconds: figure(
        `CSV of ${gigabytes(stream.large.bytes)}, fit and transform`,
        stream.large.fitSeconds + stream.large.transformSeconds,
        'seconds',
        'lower',
      ),
    },
    tables: [
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
        rows: everyone
          .filter((who) => batch[who].fit)
          .map((who) => [
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
    ],
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

/** Median of the ratios within each repetition. */
const middleRatio = (theirs: readonly number[], own: readonly number[]): number =>
  median(theirs.map((value, at) => value / (own[at] as number)));

const spread = (values: readonly number[]): number[] => [
  median(values),
  Math.min(...values),
  Math.max(...values),
];
