import { barChart, benchReport, figure, type Circumstances } from '@modelfolio/measuring/bench-report';
import type { Measured } from '@modelfolio/measuring/timed-process';
import type { Report } from '@modelfolio/schemas';
import { median } from '@modelfolio/statistics/quantiles';

/** What `interop/bench_ingest.py read` measured: the histories of some runs only, since all take very long. */
export interface MlflowReading {
  runs: number;
  listSeconds: number;
  sampleRuns: number;
  samplePoints: number;
  sampleSeconds: number;
  peakBytes: number;
  mlflow: string;
}

/** What the benchmark measured and how. */
export interface IngestBenchmark {
  runs: number;
  metrics: number;
  steps: number;
  storeBytes: number;
  ingest: Measured;
  /** One a changed run. */
  again: readonly Measured[];
  /** On the database as MLflow leaves it. */
  mlflow: MlflowReading;
  /** After SQLite's ANALYZE: with statistics it finds the better index for a history. */
  analyzed: MlflowReading;
}

/** What MLflow takes for all runs: the list of all, and the histories scaled from the sample. */
export function mlflowSeconds({ runs, listSeconds, sampleRuns, sampleSeconds }: MlflowReading): number {
  return listSeconds + (sampleSeconds * runs) / sampleRuns;
}

/**
 * The benchmark as a report for the site.
 *
 * @throws ZodError when it does not fit the schema
 */
export function ingestReport(measured: IngestBenchmark, circumstances: Circumstances): Report {
  const { runs, metrics, steps, storeBytes, ingest, again, mlflow, analyzed } = measured;
  const [theirs, best] = [mlflowSeconds(mlflow), mlflowSeconds(analyzed)];
  const againSeconds = median(again.map(({ seconds }) => seconds));
  const count = (number: number): string => number.toLocaleString('en');
  const scaled = (reading: MlflowReading): string => (reading.sampleRuns < reading.runs ? ', scaled' : '');
  const [theirLabel, bestLabel] = [
    `MLflow as it comes${scaled(mlflow)}`,
    `MLflow on a database with statistics${scaled(analyzed)}`,
  ];
  const content = {
    system: 'experiments',
    title: 'Reading ten thousand runs',
    question: 'How long does it take to read every run and every metric history of an MLflow database?',
    method:
      `One mlflow.db of ${count(runs)} runs, ${metrics} metrics each, ${steps} steps each: the schema is made by MLflow ${mlflow.mlflow}, the rows are filled in by SQL. ` +
      'Modelfolio reads it into an empty folder: each run with its histories is read, checked and written as a record. ' +
      'MLflow reads it into memory: mlflow.search_runs over all runs, then MlflowClient.get_metric_history for each run and metric. ' +
      'It does so twice: on the database as MLflow leaves it, where SQLite has no statistics and picks a slow index for a history, and after ANALYZE. ' +
      (scaled(mlflow) || scaled(analyzed)
        ? `The histories were read for ${count(mlflow.sampleRuns)} and ${count(analyzed.sampleRuns)} runs chosen at random, and their time scaled to ${count(mlflow.runs)}; MLflow's peak memory is that of the sample. `
        : '') +
      `Then a point is logged to one run and the database is ingested again, ${again.length} times; the median counts. ` +
      'Times are of whole commands, from start to exit; MLflow is spared its start.',
    figures: {
      speedup: figure(
        'Time to read all runs and histories: MLflow on a database with statistics ÷ Modelfolio',
        best / ingest.seconds,
        'ratio',
        'higher',
      ),
      speedupAsIs: figure(
        'Time to read all runs and histories: MLflow as it comes ÷ Modelfolio',
        theirs / ingest.seconds,
        'ratio',
        'higher',
      ),
      ingestSeconds: figure('modelfolio ingest, from nothing', ingest.seconds, 'seconds', 'lower', runs),
      againSeconds: figure(
        'modelfolio ingest again after one changed run',
        againSeconds,
        'seconds',
        'lower',
        again.length,
      ),
      mlflowSeconds: figure(bestLabel, best, 'seconds', 'lower', analyzed.sampleRuns),
      mlflowSecondsAsIs: figure(theirLabel, theirs, 'seconds', 'lower', mlflow.sampleRuns),
      ingestPeakBytes: figure('Peak memory of modelfolio ingest', ingest.peakBytes, 'bytes', 'lower'),
      mlflowPeakBytes: figure('Peak memory of MLflow', analyzed.peakBytes, 'bytes', 'lower'),
      runsPerSecond: figure(
        'Runs read, checked and written',
        runs / ingest.seconds,
        'rate',
        'higher',
        runs,
        'runs/s',
      ),
      storeBytes: figure('Size of the database', storeBytes, 'bytes', null),
    },
    tables: [
      {
        title: 'Time and peak memory',
        columns: ['What', 'Seconds', 'Peak memory, MB'],
        rows: [
          ['modelfolio ingest, from nothing', ingest.seconds, ingest.peakBytes / 1e6],
          [
            'modelfolio ingest, one run changed (median)',
            againSeconds,
            Math.max(...again.map(({ peakBytes }) => peakBytes)) / 1e6,
          ],
          [bestLabel, best, analyzed.peakBytes / 1e6],
          [theirLabel, theirs, mlflow.peakBytes / 1e6],
          ['mlflow.search_runs alone, no histories', analyzed.listSeconds, null],
        ],
      },
    ],
    charts: [
      barChart(
        { title: 'Time to read all runs and histories', x: 'Reader', y: 'Seconds' },
        {
          seconds: [
            ['Modelfolio', ingest.seconds],
            ['MLflow, with statistics', best],
          ],
        },
      ),
    ],
  };
  return benchReport('ingest', content, circumstances);
}
