import type {
  ClassificationEvaluation,
  Evaluation,
  Explanation,
  Figure,
  MetricName,
  ModelManifest,
  RegressionEvaluation,
  RunRecord,
  TargetEvaluation,
} from '@modelfolio/schemas';
import type { JsonFile } from '@modelfolio/project/json-file';
import { toPointer } from '@modelfolio/project/json-pointer';
import { calibrationBinCount } from '@modelfolio/metrics/classification-metrics';
import { explanationFigures } from './explanation-figures.ts';
import { optionalFigure, toFigure, type FigureSource, type Presentation } from './figure.ts';
import { runFigures } from './run-figures.ts';

const share = { format: 'percent', better: 'higher' } as const;
/** How each metric of a classifier is shown. */
export const metricPresentations: Record<MetricName, Presentation> = {
  accuracy: { label: 'Test accuracy', ...share },
  balancedAccuracy: { label: 'Balanced accuracy', ...share },
  macroPrecision: { label: 'Precision, mean of classes', ...share },
  macroRecall: { label: 'Recall, mean of classes', ...share },
  macroF1: { label: 'F1, mean of classes', ...share },
  weightedF1: { label: 'F1, weighted by class size', ...share },
  mcc: { label: 'Matthews correlation', format: 'decimal', better: 'higher' },
  kappa: { label: 'Cohen’s kappa', format: 'decimal', better: 'higher' },
  logLoss: { label: 'Log loss', format: 'decimal', unit: 'nats', better: 'lower' },
  brier: { label: 'Brier score', format: 'decimal', better: 'lower' },
  ece: {
    label: `Expected calibration error (most probable class, ${calibrationBinCount} bins)`,
    format: 'percent',
    better: 'lower',
  },
  rocAuc: { label: 'Area under the ROC curve', format: 'decimal', better: 'higher' },
  averagePrecision: { label: 'Average precision', format: 'decimal', better: 'higher' },
  precision: { label: 'Precision', ...share },
  recall: { label: 'Recall', ...share },
  specificity: { label: 'Specificity', ...share },
  f1: { label: 'F1', ...share },
  f05: { label: 'F0.5 (precision counts more)', ...share },
  f2: { label: 'F2 (recall counts more)', ...share },
  top2Accuracy: { label: 'Among the two most probable', ...share },
  top3Accuracy: { label: 'Among the three most probable', ...share },
};

type TargetMetric = keyof TargetEvaluation['metrics'];
/** How each metric of a regressor is shown. */
export const targetPresentations: Record<
  TargetMetric,
  { label: string; better: Figure['better']; ofUnit: boolean }
> = {
  mae: { label: 'Mean absolute error', better: 'lower', ofUnit: true },
  rmse: { label: 'Root mean squared error', better: 'lower', ofUnit: true },
  r2: { label: 'R²', better: 'higher', ofUnit: false },
  bias: { label: 'Bias (predicted less actual)', better: null, ofUnit: true },
  medianAbsoluteError: { label: 'Median absolute error', better: 'lower', ofUnit: true },
  absoluteErrorP90: { label: 'Nine of ten errors are at most', better: 'lower', ofUnit: true },
  absoluteErrorP95: { label: '19 of 20 errors are at most', better: 'lower', ofUnit: true },
  maxError: { label: 'Largest error', better: 'lower', ofUnit: true },
  explainedVariance: { label: 'Explained variance', better: 'higher', ofUnit: false },
  mape: { label: 'Mean absolute percentage error', better: 'lower', ofUnit: false },
};

/** All figures of a card by name, each read from the record that holds it. */
export function cardFigures(
  manifest: JsonFile<ModelManifest>,
  {
    evaluation,
    explanation,
    run,
  }: {
    evaluation: JsonFile<Evaluation> | null;
    explanation: JsonFile<Explanation> | null;
    run: JsonFile<RunRecord> | null;
  },
): Record<string, Figure> {
  const { testRows: _, testAccuracy: __, ...ofRun } = run ? runFigures(run) : {};
  return {
    ...(evaluation && evaluationFigures(evaluation)),
    ...(explanation && explanationFigures(explanation)),
    ...ofRun,
    ...manifestFigures({ ...manifest, command: 'npx modelfolio ingest' }, manifest.value),
  };
}

function evaluationFigures(file: JsonFile<Evaluation>): Record<string, Figure> {
  const evaluation = file.value;
  const source = { ...file, command: evaluation.command };
  return {
    ...(evaluation.task === 'regression'
      ? targetFigures(source, evaluation)
      : classFigures(source, evaluation)),
    testRows: toFigure(source, '/dataset/n', { label: 'Test rows', format: 'integer' }),
  };
}

function classFigures(source: FigureSource, evaluation: ClassificationEvaluation): Record<string, Figure> {
  const metrics = Object.entries(metricPresentations).flatMap(([name, presentation]) => {
    const estimate = evaluation.metrics[name as MetricName];
    if (estimate === null) return [];
    const { interval, n } = estimate;
    return [
      [
        name,
        toFigure(source, toPointer(['metrics', name, 'value']), { ...presentation, interval, n }),
      ] as const,
    ];
  });
  const { n } = evaluation.dataset;
  return {
    ...Object.fromEntries(metrics),
    ...(evaluation.baseline && {
      baselineAccuracy: toFigure(source, '/baseline/accuracy/value', {
        label: `Accuracy of always predicting ${evaluation.baseline.label}`,
        ...share,
        interval: evaluation.baseline.accuracy.interval,
        n: evaluation.baseline.accuracy.n,
      }),
    }),
    mistakes: toFigure(source, '/mistakeIndices', {
      label: 'Mistakes',
      format: 'integer',
      better: 'lower',
      n,
    }),
    classes: toFigure(source, '/confusionMatrix/labels', { label: 'Classes', format: 'integer' }),
    ...classF1Figures(source, evaluation),
  };
}

/** The figures of the first target by their own names, those of others with the target's name behind a colon. */
function targetFigures(source: FigureSource, { targets }: RegressionEvaluation): Record<string, Figure> {
  const figures = targets.flatMap(({ name: target, unit, metrics }, index) =>
    Object.entries(targetPresentations).flatMap(([name, { label, better, ofUnit }]) => {
      const estimate = metrics[name as TargetMetric];
      if (estimate === null) return [];
      const { interval, n } = estimate;
      const format = name === 'mape' ? ('percent' as const) : ('decimal' as const);
      const figure = toFigure(source, toPointer(['targets', index, 'metrics', name, 'value']), {
        label: targets.length > 1 ? `${label}, ${target}` : label,
        format,
        unit: ofUnit ? unit : null,
        better,
        interval,
        n,
      });
      return [[index === 0 ? name : `${name}:${target}`, figure] as const];
    }),
  );
  return Object.fromEntries(figures);
}

/** The classes with the lowest and the highest F1, so that prose can state the spread. */
function classF1Figures(
  source: FigureSource,
  { perClass }: ClassificationEvaluation,
): Record<string, Figure> {
  const order = perClass
    .map((_, index) => index)
    .toSorted((a, b) => Number(perClass[a]?.f1.value) - Number(perClass[b]?.f1.value));
  const figure = (index: number, word: string): Figure => {
    const scores = perClass[index] as ClassificationEvaluation['perClass'][number];
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
