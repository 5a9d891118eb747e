import { barChart, benchReport, figure, type Circumstances } from '@modelfolio/measuring/bench-report';
import type { Report } from '@modelfolio/schemas';
import { totalBytes, type Transfer } from './transfer.ts';

/** What the benchmark measured. */
export interface WeightBenchmark {
  card: Transfer[];
  evidently: { version: string; transfers: Transfer[] };
  mlflow: {
    version: string;
    transfers: Transfer[];
    /** What the transfers would be, had its server compressed its files with gzip. */
    compressedBytes: number;
  };
}

/**
 * The benchmark as a report for the site.
 *
 * @throws ZodError when it does not fit the schema
 */
export function weightReport(
  { card, evidently, mlflow }: WeightBenchmark,
  circumstances: Circumstances,
): Report {
  const bytes = {
    card: totalBytes(card),
    evidently: totalBytes(evidently.transfers),
    mlflow: totalBytes(mlflow.transfers),
  };
  const content = {
    system: 'model-docs',
    title: 'What a page about a model weighs',
    question: 'How much does a visitor load to read about one model?',
    method:
      'The card of palmer-penguins, loaded in a new Chromium with an empty profile, as wide as a phone, until the network is silent; bytes are all that crossed the wire, headers included, before the visitor does anything. ' +
      `Beside it, loaded in the same way: the HTML file that Evidently ${evidently.version} makes with its preset for classification of the same model's predictions for the same held-out rows, with the same compression as the card, that of Firebase Hosting; ` +
      `and the page of the run that made the model in the user interface of MLflow ${mlflow.version}, as its own server sends it, which is uncompressed: what that would be with its files compressed by gzip is told too, and the ratio is to that. ` +
      'The three do not hold the same: the card has its model, which runs in the page when asked to; Evidently has charts to zoom; MLflow is an application of which this is one page.',
    figures: {
      evidentlyRatio: figure(
        'Bytes: Evidently’s report ÷ the card',
        bytes.evidently / bytes.card,
        'ratio',
        'higher',
      ),
      mlflowRatio: figure(
        'Bytes: MLflow’s page, if it were compressed ÷ the card',
        mlflow.compressedBytes / bytes.card,
        'ratio',
        'higher',
      ),
      cardBytes: figure('Card', bytes.card, 'bytes', 'lower'),
      evidentlyBytes: figure('Report of Evidently', bytes.evidently, 'bytes', 'lower'),
      mlflowBytes: figure('Page of MLflow, as it is sent', bytes.mlflow, 'bytes', 'lower'),
      mlflowCompressedBytes: figure(
        'Page of MLflow, if it were compressed',
        mlflow.compressedBytes,
        'bytes',
        'lower',
      ),
    },
    tables: [
      files('Card', card),
      files(`Evidently ${evidently.version}`, evidently.transfers),
      files(`MLflow ${mlflow.version}`, mlflow.transfers),
    ],
    charts: [
      barChart(
        { title: 'Bytes until the page is there', x: 'Page', y: 'Bytes' },
        {
          bytes: [
            ['card', bytes.card],
            ['Evidently', bytes.evidently],
            ['MLflow, compressed', mlflow.compressedBytes],
            ['MLflow', bytes.mlflow],
          ],
        },
      ),
    ],
  };
  return benchReport('weight', content, circumstances);
}

/** How many files a table names; the others are told together. */
const named = 8;

function files(title: string, transfers: Transfer[]): Report['tables'][number] {
  const sorted = transfers.toSorted((a, b) => b.bytes - a.bytes);
  const rest = sorted.slice(named);
  return {
    title,
    columns: ['File', 'Bytes', 'Compression'],
    rows: [
      ...sorted.slice(0, named).map(({ path, bytes, encoding }) => [path, bytes, encoding]),
      ...(rest.length > 0 ? [[`${rest.length} others`, totalBytes(rest), '']] : []),
    ],
  };
}
