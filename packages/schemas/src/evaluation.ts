import { z } from 'zod';
import { sliceRule } from './model-manifest.ts';
import { metricNumber, sha256, slug } from './primitives.ts';
import { sealField } from './seal.ts';

/** A confidence interval and how it was made. */
export const interval = z.strictObject({
  /** Coverage, e.g. `0.95`. */
  level: z.number().gt(0).lt(1),
  lower: metricNumber,
  upper: metricNumber,
  /**
   * `wilson` of a share of rows, `newcombe` of the difference of two such shares, else `percentile-bootstrap` over rows:
   * one method for one kind of figure, wherever it stands.
   */
  method: z.enum(['percentile-bootstrap', 'wilson', 'newcombe']),
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

/** A figure of a slice, beside that of all other rows. */
const sliceMetric = z.strictObject({
  estimate,
  /** The slice's value less that of the rows outside it; its n counts the rows of both that enter. */
  difference: estimate,
});

/** A part of the rows. */
export const slice = z.strictObject({
  /** e.g. `island = Biscoe` or a name from card.yaml. */
  name: z.string(),
  /** What the rows meet, column by column; all of it. */
  conditions: z.array(
    z.strictObject({
      column: z.string(),
      /** Equal to one of these; `null` where bounds are used. */
      values: z.array(z.union([z.string(), z.number(), z.boolean(), z.null()])).nullable(),
      /** From `lower` (included) to `upper` (included where the name says so); `null` is open. */
      lower: z.number().nullable(),
      upper: z.number().nullable(),
    }),
  ),
  n: z.int().nonnegative(),
  metrics: z.record(z.string(), sliceMetric),
});
export type Slice = z.infer<typeof slice>;

/** The slices that a search found worst. Having searched is corrected for. */
export const worstSlices = z.strictObject({
  /** Metric that was compared, e.g. `accuracy` or `mae`. */
  metric: z.string(),
  /** Slices with fewer rows were not looked at. */
  minimumRows: z.int().positive(),
  /** Columns searched, alone and in pairs. */
  columns: z.array(z.string()),
  /** Columns of the model that could not be cut: text of many values, or the same everywhere. `null`: not recorded. */
  uncut: z.array(z.string()).nullable().default(null),
  /** Slices compared: what the p-values are corrected for. */
  searched: z.int().nonnegative(),
  correction: z.enum(['holm', 'benjamini-hochberg']),
  /** The test behind the p-values, in words. */
  test: z.string(),
  slices: z.array(
    z.strictObject({
      ...slice.shape,
      pValue: z.number(),
      adjustedPValue: z.number(),
      /**
       * Slices that say the same: without the rows of those above, they are no worse than the other rows. How many, and the
       * names of the first few.
       */
      alike: z
        .strictObject({ count: z.int().nonnegative(), names: z.array(z.string()) })
        .nullable()
        .default(null),
    }),
  ),
});

/** A curve in columns of equal length, thinned without moving it by more than a pixel of its chart. */
const rocCurve = z.strictObject({
  /** Class that counts as positive; the others are negative. */
  label: z.string(),
  auc: estimate,
  falsePositiveRate: z.array(z.number()),
  truePositiveRate: z.array(z.number()),
  thresholds: z.array(metricNumber),
});
const precisionRecallCurve = z.strictObject({
  label: z.string(),
  averagePrecision: estimate,
  precision: z.array(z.number()),
  recall: z.array(z.number()),
  thresholds: z.array(metricNumber),
});

/** What a binary classifier does when rows with a probability of at least `threshold` count as positive. */
export const thresholdRow = z.strictObject({
  threshold: z.number(),
  truePositives: z.int().nonnegative(),
  falsePositives: z.int().nonnegative(),
  trueNegatives: z.int().nonnegative(),
  falseNegatives: z.int().nonnegative(),
  /** `null` where nothing is predicted positive. */
  precision: z.number().nullable(),
  recall: z.number().nullable(),
  specificity: z.number().nullable(),
  f1: z.number().nullable(),
  accuracy: z.number(),
  balancedAccuracy: z.number().nullable(),
  mcc: z.number(),
});
export type ThresholdRow = z.infer<typeof thresholdRow>;

const judged = {
  schemaVersion: z.literal(1),
  modelId: slug,
  modelSha256: sha256,
  dataset: z.strictObject({
    name: z.string(),
    split: z.string(),
    digest: sha256,
    n: z.int().positive(),
  }),
  /** Named in card.yaml. */
  slices: z.array(slice),
  /** What card.yaml said of slices then; absent from records of before it was kept. */
  sliceRules: z.array(sliceRule).optional(),
  /** `null` where the evaluation data has no columns to search. */
  worstSlices: worstSlices.nullable(),
  /** Version of the metrics' code: a change of a definition raises it, and the file is remade. */
  metricsVersion: z.int().positive(),
  bootstrap: z.strictObject({ replicates: z.int().positive(), seed: z.int(), level: z.number() }),
  /** Runtime the predictions came from, e.g. `onnxruntime-node 1.30.0 (cpu)`. */
  runtime: z.string(),
  /** The command that remakes this file. */
  command: z.string(),
  ...sealField,
};

/** A classifier judged over an evaluation set (`models/<id>/evaluation.json`). */
export const classificationEvaluation = z.strictObject({
  ...judged,
  task: z.enum(['multiclass-classification', 'binary-classification']),
  /** In scikit-learn's terms; macro means over classes. */
  metrics: z.strictObject({
    accuracy: estimate,
    balancedAccuracy: estimate,
    macroPrecision: estimate,
    macroRecall: estimate,
    macroF1: estimate,
    weightedF1: estimate,
    /** Matthews' correlation coefficient. */
    mcc: estimate,
    /** Cohen's kappa. */
    kappa: estimate,
    /** In nats. */
    logLoss: estimate,
    /** Sum over classes, 0 to 2. */
    brier: estimate,
    /** Expected calibration error over equal-width bins of the top-class probability. */
    ece: estimate,
    /** Area under the ROC curve: of the positive class of two, else the mean of one against the rest. */
    rocAuc: estimate,
    /** Area under the precision-recall curve as average precision: as for `rocAuc`. */
    averagePrecision: estimate,
    /** Of the positive class of two, else `null`. */
    f05: estimate.nullable(),
    f1: estimate.nullable(),
    f2: estimate.nullable(),
    precision: estimate.nullable(),
    recall: estimate.nullable(),
    specificity: estimate.nullable(),
    /** Share of rows whose class is among the two (or three) most probable; `null` with as few classes. */
    top2Accuracy: estimate.nullable(),
    top3Accuracy: estimate.nullable(),
  }),
  /** What always predicting the most frequent class of these rows would reach; `null`: not recorded. */
  baseline: z.strictObject({ label: z.string(), accuracy: estimate }).nullable().default(null),
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
  /** One of the positive class of two, else one a class, each against the rest. */
  rocCurves: z.array(rocCurve),
  precisionRecallCurves: z.array(precisionRecallCurve),
  /** For two classes: the trade between the two kinds of mistake. */
  thresholds: z
    .strictObject({
      positive: z.string(),
      /** By rising threshold, 0 to 1 in hundredths. */
      rows: z.array(thresholdRow),
      /** Thresholds worth a name, found among the scores themselves. */
      operatingPoints: z.array(
        z.strictObject({ name: z.enum(['default', 'best-f1', 'youden', 'best-mcc']), ...thresholdRow.shape }),
      ),
    })
    .nullable(),
  /** The most confident mistakes, most confident first. */
  worstMistakes: z.array(mistake),
  /** Every row predicted wrongly, in row order, so that a page can offer a random one. */
  mistakeIndices: z.array(z.int().nonnegative()),
});
export type ClassificationEvaluation = z.infer<typeof classificationEvaluation>;
export type MetricName = keyof ClassificationEvaluation['metrics'];

/** One target of a regressor. */
export const targetEvaluation = z.strictObject({
  name: z.string(),
  unit: z.string().nullable(),
  metrics: z.strictObject({
    mae: estimate,
    rmse: estimate,
    r2: estimate,
    /** Mean of predicted less actual. */
    bias: estimate,
    medianAbsoluteError: estimate,
    /** Nine of ten (19 of 20) absolute errors are no larger. */
    absoluteErrorP90: estimate,
    absoluteErrorP95: estimate,
    maxError: estimate,
    explainedVariance: estimate,
    /** `null` where a row's actual value is 0. */
    mape: estimate.nullable(),
  }),
  /** Histogram of predicted less actual: `counts[i]` rows from `edges[i]` to `edges[i + 1]`. */
  residuals: z.strictObject({ edges: z.array(z.number()), counts: z.array(z.int().nonnegative()) }),
  /** A seeded sample (all rows of a small set) to draw: actual against predicted. */
  sample: z.array(
    z.strictObject({ index: z.int().nonnegative(), actual: z.number(), predicted: z.number() }),
  ),
  /** Rows with the largest absolute errors, largest first. */
  worstMistakes: z.array(
    z.strictObject({ index: z.int().nonnegative(), actual: z.number(), predicted: z.number() }),
  ),
});
export type TargetEvaluation = z.infer<typeof targetEvaluation>;

/** A regressor judged over an evaluation set; slices are by the first target. */
export const regressionEvaluation = z.strictObject({
  ...judged,
  task: z.literal('regression'),
  targets: z.array(targetEvaluation).min(1),
});
export type RegressionEvaluation = z.infer<typeof regressionEvaluation>;

/** A model judged over an evaluation set (`models/<id>/evaluation.json`). */
export const evaluation = z.discriminatedUnion('task', [classificationEvaluation, regressionEvaluation]);
export type Evaluation = z.infer<typeof evaluation>;
