import { z } from 'zod';
import { metricNumber, sha256, slug } from './primitives.ts';

/** A confidence interval and how it was made. */
export const interval = z.strictObject({
  /** Coverage, e.g. `0.95`. */
  level: z.number().gt(0).lt(1),
  lower: metricNumber,
  upper: metricNumber,
  method: z.enum(['percentile-bootstrap', 'wilson']),
});

/** An estimated number: never shown without the size of the sample behind it. */
export const estimate = z.strictObject({
  value: metricNumber,
  interval: interval.nullable(),
  /** Rows the value was computed from. */
  n: z.int().nonnegative(),
});
export type Estimate = z.infer<typeof estimate>;

/**
 * One class, in scikit-learn's terms. `support` is its number of rows. The n of precision counts the rows
 * predicted to be of the class, that of recall its rows, that of F1 the rows that are either.
 */
export const classMetrics = z.strictObject({
  label: z.string(),
  support: z.int().nonnegative(),
  precision: estimate,
  recall: estimate,
  f1: estimate,
});

/** One bin of a reliability diagram: confidences in (lower, upper], the first bin closed below. */
export const calibrationBin = z.strictObject({
  lower: z.number(),
  upper: z.number(),
  n: z.int().nonnegative(),
  /** Mean top-class probability; `null` in an empty bin. */
  meanConfidence: z.number().nullable(),
  /** Share predicted correctly, with a Wilson interval; `null` in an empty bin. */
  accuracy: estimate.nullable(),
});

/** A row the model got wrong. */
export const mistake = z.strictObject({
  /** Row in the evaluation set, from 0. */
  index: z.int().nonnegative(),
  actual: z.int().nonnegative(),
  predicted: z.int().nonnegative(),
  /** Probability given to the wrong class. */
  confidence: z.number(),
  /** Probability given to the right one. */
  actualProbability: z.number(),
});

/** A classifier judged over an evaluation set (`models/<id>/evaluation.json`). */
export const evaluation = z.strictObject({
  schemaVersion: z.literal(1),
  modelId: slug,
  modelSha256: sha256,
  task: z.enum(['multiclass-classification', 'binary-classification']),
  dataset: z.strictObject({
    name: z.string(),
    split: z.string(),
    digest: sha256,
    n: z.int().positive(),
  }),
  /**
   * accuracy, macroPrecision, macroRecall, macroF1, logLoss (nats), brier (sum over classes, 0 to 2),
   * ece (expected calibration error over equal-width bins of the top-class probability).
   */
  metrics: z.strictObject({
    accuracy: estimate,
    macroPrecision: estimate,
    macroRecall: estimate,
    macroF1: estimate,
    logLoss: estimate,
    brier: estimate,
    ece: estimate,
  }),
  perClass: z.array(classMetrics),
  confusionMatrix: z.strictObject({
    labels: z.array(z.string()),
    /** `counts[actual][predicted]`, as scikit-learn's `confusion_matrix`. */
    counts: z.array(z.array(z.int().nonnegative())),
  }),
  topConfusions: z.array(
    z.strictObject({
      actual: z.int(),
      predicted: z.int(),
      count: z.int().positive(),
      /** Share of the actual class's rows. */
      share: z.number(),
    }),
  ),
  calibration: z.strictObject({ binning: z.literal('equal-width'), bins: z.array(calibrationBin) }),
  /** The most confident mistakes, most confident first. */
  worstMistakes: z.array(mistake),
  /** Every row predicted wrongly, in row order, so that a page can offer a random one. */
  mistakeIndices: z.array(z.int().nonnegative()),
  /** Version of the metrics' code: a change of a definition raises it, and the file is remade. */
  metricsVersion: z.int().positive(),
  bootstrap: z.strictObject({ replicates: z.int().positive(), seed: z.int(), level: z.number() }),
  /** Runtime the predictions came from, e.g. `onnxruntime-node 1.30.0 (cpu)`. */
  runtime: z.string(),
  /** The command that remakes this file. */
  command: z.string(),
});
export type Evaluation = z.infer<typeof evaluation>;
export type MetricName = keyof Evaluation['metrics'];
