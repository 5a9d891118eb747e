import { barChart, benchReport, figure, type Circumstances } from '@modelfolio/measuring/bench-report';
import type { Measured } from '@modelfolio/measuring/timed-process';
import type { Report } from '@modelfolio/schemas';
import { median } from '@modelfolio/statistics/quantiles';
import { questions, repetitions, type Question, type TableMeasurements } from './answers.ts';
import { motions, type FrozenTableMeasurements, type Motion } from './frozen-table.ts';
import type { MlflowMeasurements } from './mlflow-table.ts';

/** What the benchmark measured. */
export interface FreezeBenchmark {
  runs: number;
  storeBytes: number;
  freeze: Measured & { pages: number; files: number; bytes: number };
  landingBytes: number;
  table: FrozenTableMeasurements;
  mlflow: MlflowMeasurements;
}

const words: Record<Question, string> = {
  filter: `runs with ${questions.filter}`,
  sort: `runs by ${questions.sort}`,
  word: `runs named ${questions.word}`,
};

const motionWords: Record<Motion, string> = {
  scroll: 'scrolling the table',
  parallel: 'drawing parallel coordinates',
  scatter: 'drawing a scatter',
};

/**
 * The benchmark as a report for the site.
 *
 * @throws ZodError when it does not fit the schema
 */
export function freezeReport(measured: FreezeBenchmark, circumstances: Circumstances): Report {
  const { runs, storeBytes, freeze, landingBytes, table, mlflow } = measured;
  const count = runs.toLocaleString('en');
  const answer = (side: TableMeasurements, question: Question): number => median(side.answers[question]);
  const content = {
    system: 'model-docs',
    title: 'A tracking store of ten thousand runs, frozen',
    question: 'What does it take to freeze a large store, and is what comes out pleasant to use?',
    method:
      `An mlflow.db of ${count} runs (20 metrics of 50 steps each) is frozen by modelfolio freeze, from start to exit; its peak memory is the sum over its processes. ` +
      'The frozen site is served on loopback, compressed as Firebase Hosting would, and opened in a new Chromium with an empty profile. Bytes are all that crossed the wire, headers included. ' +
      `In the table of all runs, a time runs from the letter or the click to the picture of the rows; the median of ${repetitions} is given. ` +
      'How smooth it is: the longest time between two frames in two seconds of scrolling, or after changing to a drawing. ' +
      `The rival is MLflow ${mlflow.version}, its own server with one worker on the same store and machine: its table of the runs in the same browser, and for the same questions its API with the page of 100 runs that its table asks for, without the time to draw them. ` +
      'Its server sends its files uncompressed. It answers from the database, and the frozen site from the memory of the browser: so it has to load all runs at first, and needs no server.',
    figures: {
      ...Object.fromEntries(
        (Object.keys(questions) as Question[]).map((question) => [
          `${question}Ratio`,
          figure(
            `Time to answer, ${words[question]}: MLflow ÷ the frozen site`,
            answer(mlflow, question) / answer(table, question),
            'ratio',
            'higher',
          ),
        ]),
      ),
      shownRatio: figure(
        'Time from nothing to the table of runs: MLflow ÷ the frozen site',
        mlflow.shown / table.shown,
        'ratio',
        'higher',
      ),
      bytesRatio: figure(
        'Bytes until the table is shown: MLflow ÷ the frozen site',
        mlflow.bytes / table.bytes,
        'ratio',
        'higher',
      ),
      freezeSeconds: figure('Freezing', freeze.seconds, 'seconds', 'lower', runs),
      freezePeakBytes: figure('Peak memory of freezing', freeze.peakBytes, 'bytes', 'lower'),
      storeBytes: figure('The store', storeBytes, 'bytes', null),
      siteBytes: figure('The frozen site', freeze.bytes, 'bytes', 'lower'),
      files: figure('Files of the frozen site', freeze.files, 'integer', null),
      landingBytes: figure('Landing page, first load', landingBytes, 'bytes', 'lower'),
      tableBytes: figure('Table of all runs, first load', table.bytes, 'bytes', 'lower'),
      tableShown: figure('From nothing to the table of runs', table.shown, 'milliseconds', 'lower'),
      ...Object.fromEntries(
        (Object.keys(questions) as Question[]).map((question) => [
          `${question}Time`,
          figure(
            `Answer: ${words[question]}`,
            answer(table, question),
            'milliseconds',
            'lower',
            table.answers[question].length,
          ),
        ]),
      ),
      ...Object.fromEntries(
        motions.map((motion) => [
          `${motion}Frame`,
          figure(
            `Longest frame, ${motionWords[motion]}`,
            median(table.longestFrames[motion]),
            'milliseconds',
            'lower',
            table.longestFrames[motion].length,
          ),
        ]),
      ),
    },
    tables: [
      {
        title: 'The table of runs',
        columns: ['What', 'Frozen site', `MLflow ${mlflow.version}`],
        rows: [
          ['Bytes until it is shown', table.bytes, mlflow.bytes],
          ['Milliseconds until it is shown', table.shown, mlflow.shown],
          ...(Object.keys(questions) as Question[]).map((question) => [
            `Milliseconds, ${words[question]}`,
            answer(table, question),
            answer(mlflow, question),
          ]),
        ],
      },
    ],
    charts: [
      barChart(
        { title: 'Milliseconds of an answer', x: 'Question', y: 'Milliseconds' },
        { 'frozen site': points(table), [`MLflow ${mlflow.version}`]: points(mlflow) },
      ),
    ],
  };
  return benchReport('freeze', content, circumstances);
}

const points = (side: TableMeasurements): [string, number][] =>
  (Object.keys(questions) as Question[]).map((question) => [words[question], median(side.answers[question])]);
