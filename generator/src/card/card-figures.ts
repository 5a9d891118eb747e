import type { Evaluation, Figure, MetricName, ModelManifest, RunRecord } from '@modelfolio/schemas';
import type { JsonFile } from '../json-file.ts';
import { toPointer } from '../json-pointer.ts';
import { optionalFigure, toFigure, type FigureSource, type Presentation } from './figure.ts';
import { runFigures } from './run-figures.ts';

const metricPresentations: Record<MetricName, Presentation> = {
  accuracy: { label: 'Test accuracy', format: 'percent', better: 'higher' },
  macroPrecision: { label: 'Precision, mean of classes', format: 'percent', better: 'higher' },
  macroRecall: { label: 'Recall, mean of classes', format: 'percent', better: 'higher' },
  macroF1: { label: 'F1, mean of classes', format: 'percent', better: 'higher' },
  logLoss: { label: 'Log loss', format: 'decimal', unit: 'nats', better: 'lower' },
  brier: { label: 'Brier score', format: 'decimal', better: 'lower' },
  ece: { label: 'Expected calibration error', format: 'percent', better: 'lower' },
};

/** All figures of a card by name, each read from the record that holds it. */
export function cardFigures(
  manifest: JsonFile<ModelManifest>,
  evaluation: JsonFile<Evaluation>,
  run: JsonFile<RunRecord>,
): Record<string, Figure> {
  const { testRows: _, testAccuracy: __, ...ofRun } = runFigures(run);
  return {
    ...evaluationFigures({ ...evaluation, command: evaluation.value.command }, evaluation.value),
    ...ofRun,
    ...manifestFigures({ ...manifest, command: 'npx modelfolio ingest' }, manifest.value),
  };
}

function evaluationFigures(source: FigureSource, evaluation: Evaluation): Record<string, Figure> {
  const metrics = Object.entries(metricPresentations).map(([name, presentation]) => {
    const { interval, n } = evaluation.metrics[name as MetricName];
    return [
      name,
      toFigure(source, toPointer(['metrics', name, 'value']), { ...presentation, interval, n }),
    ] as const;
  });
  const { n } = evaluation.dataset;
  return {
    ...Object.fromEntries(metrics),
    mistakes: toFigure(source, '/mistakeIndices', {
      label: 'Mistakes',
      format: 'integer',
      better: 'lower',
      n,
    }),
    testRows: toFigure(source, '/dataset/n', { label: 'Test rows', format: 'integer' }),
    classes: toFigure(source, '/confusionMatrix/labels', { label: 'Classes', format: 'integer' }),
    ...classF1Figures(source, evaluation),
  };
}

/** The classes with the lowest and the highest F1, so that prose can state the spread. */
function classF1Figures(source: FigureSource, { perClass }: Evaluation): Record<string, Figure> {
  const order = perClass
    .map((_, index) => index)
    .toSorted((a, b) => Number(perClass[a]?.f1.value) - Number(perClass[b]?.f1.value));
  const figure = (index: number, word: string): Figure => {
    const scores = perClass[index] as Evaluation['perClass'][number];
    return toFigure(source, toPointer(['perClass', index, 'f1', 'value']), {
      label: `${word} F1 of a class (${scores.label})`,
      format: 'percent',
      better: 'higher',
      interval: scores.f1.interval,
      n: scores.f1.n,
    });
  };
  return {
    lowestClassF1: figure(order[0] ?? 0, 'Lowest'),
    highestClassF1: figure(order.at(-1) ?? 0, 'Highest'),
  };
}

function manifestFigures(source: FigureSource, { formats }: ModelManifest): Record<string, Figure> {
  const bytes = (matches: (format: string) => boolean): string | null => {
    const index = formats.findIndex(({ format }) => matches(format));
    return index === -1 ? null : toPointer(['formats', index, 'bytes']);
  };
  return {
    ...optionalFigure('parameters', source, '/parameters', { label: 'Parameters', format: 'integer' }),
    ...optionalFigure(
      'onnxBytes',
      source,
      bytes((format) => format === 'onnx'),
      {
        label: 'Size of the ONNX file',
        format: 'bytes',
        better: 'lower',
      },
    ),
    ...optionalFigure(
      'tfjsBytes',
      source,
      bytes((format) => format.startsWith('tfjs')),
      {
        label: 'Size of the TensorFlow.js files',
        format: 'bytes',
        better: 'lower',
      },
    ),
  };
}
