import { z } from 'zod';
import { estimate, interval } from './evaluation.ts';
import { sha256, slug } from './primitives.ts';
import { sealField } from './seal.ts';

/** Rows of a sample: the first `rows` of `RandomState(seed).permutation(all)` of numpy, put in order. */
const sample = z.strictObject({ rows: z.int().positive(), seed: z.int().nonnegative() });

/** One feature: columns that count as one, and what it is worth to the model. */
export const featureImportance = z.strictObject({
  /** Name for people. */
  name: z.string().min(1),
  columns: z.array(z.string()).min(1),
  /** Mean of the absolute Shapley values, in `attribution.unit`. */
  meanAbsolute: estimate,
  /** Its part of the sum over all features; `null` where that sum is 0. */
  share: z.number().nullable(),
  /** Score that is lost when its values go to other rows: mean and population standard deviation over the repeats. */
  permutation: z.strictObject({ mean: z.number(), standardDeviation: z.number() }),
});
export type FeatureImportance = z.infer<typeof featureImportance>;

const confusion = z.strictObject({
  tp: z.int().nonnegative(),
  fp: z.int().nonnegative(),
  tn: z.int().nonnegative(),
  fn: z.int().nonnegative(),
});

/** A share of rows; `null` where there is no row to take a share of: undefined, not 0. */
export const groupRate = z.strictObject({
  value: z.number().nullable(),
  /** Rows that the share is taken of. */
  n: z.int().nonnegative(),
  interval: interval.nullable(),
});
export type GroupRate = z.infer<typeof groupRate>;

/** Rates of a group, in the terms of scikit-learn and fairlearn. */
export const groupRates = z.strictObject({
  /** Share of the rows that is really positive. */
  baseRate: groupRate,
  selectionRate: groupRate,
  accuracy: groupRate,
  truePositiveRate: groupRate,
  falsePositiveRate: groupRate,
  positivePredictiveValue: groupRate,
});
export type GroupRates = z.infer<typeof groupRates>;

/** Whether scores are probabilities: of the class that is explained, not of the most probable one. */
export const groupCalibration = z.strictObject({
  /** Bins of equal width that hold rows, as scikit-learn's `calibration_curve`. */
  bins: z.array(z.strictObject({ meanScore: z.number(), positiveRate: estimate })),
  /** Expected calibration error over these bins; `null` without rows. */
  ece: z.number().nullable(),
  /** Mean squared difference of score and class; `null` without rows. */
  brier: z.number().nullable(),
});

/** How a classifier treats one group of rows. */
export const judgedGroup = z.strictObject({
  name: z.string(),
  n: z.int().nonnegative(),
  /** Whether it has fewer rows than `smallBelow`. */
  small: z.boolean(),
  confusion,
  rates: groupRates,
  calibration: groupCalibration,
});
export type JudgedGroup = z.infer<typeof judgedGroup>;

/** A rate that is not the same in all groups, in one number: the largest difference, or the smallest ratio. */
export const fairnessMetric = z.strictObject({
  /** `null` where fewer than two groups have the rate. */
  value: z.number().nullable(),
  /** Of a difference: by Newcombe's method for every pair, at a level that makes all of them true together. */
  interval: interval.nullable(),
  /** Rows that enter: those that the compared rates are shares of. `null`: not recorded. */
  n: z.int().nonnegative().nullable().default(null),
  /** Differences that the interval holds for at once: pairs of groups, for each rate. `null`: not recorded, or a ratio. */
  comparisons: z.int().nonnegative().nullable().default(null),
  /** Groups that are left out, since the rate is undefined for them. */
  undefinedFor: z.array(z.string()),
});
export type FairnessMetric = z.infer<typeof fairnessMetric>;

/** In fairlearn's terms, between groups; the accuracy's difference is `MetricFrame.difference` of it. */
export const fairnessMetricSet = z.strictObject({
  accuracyDifference: fairnessMetric,
  demographicParityDifference: fairnessMetric,
  demographicParityRatio: fairnessMetric,
  equalOpportunityDifference: fairnessMetric,
  equalizedOddsDifference: fairnessMetric,
  predictiveParityDifference: fairnessMetric,
});
export type FairnessMetricSet = z.infer<typeof fairnessMetricSet>;

/** Thresholds, one a group in their order, and what they cost; a threshold is `null` where nobody is chosen. */
const thresholdChoice = z.strictObject({
  thresholds: z.array(z.number().nullable()),
  /** Wrong predictions, each at the price of `costs`. */
  cost: z.number(),
});
const constrainedChoice = z.strictObject({
  ...thresholdChoice.shape,
  /** The largest difference between groups that is left. */
  violation: z.number(),
  /** Groups that the constraint says nothing of: they have no row that it counts. */
  undefinedFor: z.array(z.string()),
});

/** What it costs to treat groups alike: exact, over all thresholds of all groups, found on these very rows. */
export const priceOfFairness = z.strictObject({
  costs: z.strictObject({ falsePositive: z.number(), falseNegative: z.number() }),
  /** How far rates of groups may differ. */
  tolerance: z.number(),
  /** One threshold for all. */
  single: thresholdChoice,
  /** A threshold for each group, without a constraint: nothing costs less. */
  free: thresholdChoice,
  /** `null` where no thresholds keep to it. */
  equalOpportunity: constrainedChoice.nullable(),
  demographicParity: constrainedChoice.nullable(),
});
export type PriceOfFairness = z.infer<typeof priceOfFairness>;

const grouping = {
  /** e.g. `sex`, or `sex × race` where rows are grouped by both. */
  name: z.string().min(1),
  columns: z.array(z.string()).min(1),
  /** For each column that the model takes itself: its feature, and that feature's rank by mean |SHAP|, from 1. */
  inputs: z.array(z.strictObject({ column: z.string(), feature: z.string(), rank: z.int().positive() })),
  /** Groups of fewer rows are called small. */
  smallBelow: z.int().positive(),
};

/** How a classifier treats the groups of a column. */
export const groupFairness = z.strictObject({
  ...grouping,
  /** A row is chosen when its score is at least this. */
  threshold: z.number(),
  groups: z.array(judgedGroup).min(1),
  overall: judgedGroup,
  metrics: fairnessMetricSet,
  price: priceOfFairness,
});
export type GroupFairness = z.infer<typeof groupFairness>;

/** How far a regressor errs in each group of a column. */
export const groupErrors = z.strictObject({
  ...grouping,
  groups: z
    .array(
      z.strictObject({
        name: z.string(),
        n: z.int().nonnegative(),
        small: z.boolean(),
        mae: estimate,
        rmse: estimate,
        /** Mean of predicted less actual. */
        bias: estimate,
      }),
    )
    .min(1),
  /** Between the groups with the largest and the least mean absolute error. */
  maeDifference: estimate,
  /**
   * Mean absolute error of the first group less that of the second (places in `groups`), of every pair of groups with enough
   * rows, with intervals at a level that makes all of them true together. Older records have none.
   */
  pairs: z.array(z.strictObject({ one: z.int(), other: z.int(), difference: estimate })).default([]),
});
export type GroupErrors = z.infer<typeof groupErrors>;

/** What a reviewer would ask, answered by code from the numbers of the record. */
export const reviewQuestion = z.strictObject({
  /** Name of the grouping that it is about; `null` where it is about the model. */
  about: z.string().nullable(),
  question: z.string().min(1),
  answer: z.string().min(1),
  /** JSON Pointers into this record: every number of the answer. */
  figures: z.array(z.string()),
});
export type ReviewQuestion = z.infer<typeof reviewQuestion>;

/** Why a model says what it says, and how it treats groups (`models/<id>/explanation.json`). */
export const explanation = z.strictObject({
  schemaVersion: z.literal(1),
  modelId: slug,
  modelSha256: sha256,
  dataset: z.strictObject({ name: z.string(), split: z.string(), digest: sha256, n: z.int().positive() }),
  /** Columns that were to be grouped by: the slices of card.yaml that are columns. */
  groupColumns: z.array(z.string()),
  /** The number that is explained: the probability of a class (a row of it is positive), or the value of a target. */
  output: z.strictObject({
    kind: z.enum(['class', 'target']),
    name: z.string(),
    place: z.int().nonnegative(),
    unit: z.string().nullable(),
  }),
  attribution: z.strictObject({
    method: z.enum(['tree', 'linear', 'enumeration', 'kernel']),
    exact: z.boolean(),
    unit: z.enum(['probability', 'log-odds', 'margin', 'value']),
    /** Why the model's own trees or weights were not read; `null` where they were. */
    because: z.string().nullable(),
    /** Rows that stand for what is not known. */
    background: sample,
    /** Rows that were explained. */
    explained: sample,
    /** Mean of the output over the background, in `unit`. */
    base: z.number(),
    /** Who else computes it, and how near both are. */
    judge: z.string(),
  }),
  importance: z.strictObject({
    permutation: z.strictObject({
      /** scikit-learn's name of the scorer. */
      metric: z.enum(['roc_auc', 'accuracy', 'r2']),
      /** Score of the rows as they are. */
      score: z.number(),
      repeats: z.int().positive(),
      ...sample.shape,
    }),
    /** Most important first, by mean |SHAP|. */
    features: z.array(featureImportance).min(1),
    /** Spearman's ρ of both importances; `null` where either is the same for all features. */
    rankAgreement: z.number().nullable(),
  }),
  /** Resamples behind the intervals of means and differences. */
  bootstrap: z.strictObject({ replicates: z.int().positive(), seed: z.int(), level: z.number() }),
  /** Of classifiers: by each column of groups, and by the first two together. */
  fairness: z.array(groupFairness),
  /** Of regressors: likewise. */
  errors: z.array(groupErrors),
  questions: z.array(reviewQuestion),
  /** Version of the definitions: a change raises it, and the file is remade. */
  explanationVersion: z.int().positive(),
  runtime: z.string(),
  /** The command that remakes this file. */
  command: z.string(),
  ...sealField,
});
export type Explanation = z.infer<typeof explanation>;
