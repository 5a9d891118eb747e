import { z } from 'zod';
import { interval } from './evaluation.ts';
import { fileDigest, metricNumber, sha256, slug } from './primitives.ts';
import { sealField } from './seal.ts';

/**
 * What another source of predictions (the original model, another format of this one) says differently on the same rows.
 * Rows are counted from 0 in the evaluation set.
 */
export const predictionGap = z.strictObject({
  /** What both sides gave: probabilities of classes, predicted classes alone, or values of targets. */
  compared: z.enum(['probabilities', 'classes', 'values']),
  /** Rows that were compared. */
  rows: z.int().positive(),
  /**
   * How far two numbers of a row may differ: of probabilities as they are, of values in standard deviations of the target.
   */
  tolerance: z.number().positive(),
  /** The largest difference and its row, in the unit of `tolerance`; `null` where classes alone were compared. */
  largest: z.strictObject({ row: z.int().nonnegative(), difference: metricNumber }).nullable(),
  /** Rows that differ by more than `tolerance`: how many, and the first of them by difference. */
  beyond: z.strictObject({
    count: z.int().nonnegative(),
    rows: z.array(z.strictObject({ row: z.int().nonnegative(), difference: metricNumber })),
  }),
  /** Rows with another predicted class, near ties left out: how many, and the first of them. Of values: none. */
  classes: z.strictObject({
    count: z.int().nonnegative(),
    /** Rows whose two classes are equally probable within `tolerance`: rounding decides. */
    nearTies: z.int().nonnegative(),
    rows: z.array(z.strictObject({ row: z.int().nonnegative(), model: z.string(), other: z.string() })),
  }),
});
export type PredictionGap = z.infer<typeof predictionGap>;

/** A file by content, without the folder that it lay in. */
const namedFile = z.strictObject({
  name: z.string().min(1),
  bytes: z.int().nonnegative(),
  sha256,
});

/** What the rows of an evaluation set say against themselves. */
export const rowEvidence = z.strictObject({
  /** Rows with the inputs of an earlier row. */
  duplicates: z.strictObject({
    rows: z.int().nonnegative(),
    /** Of these, rows with another label than that earlier row: nobody can tell both. */
    conflicting: z.int().nonnegative(),
    /** The first of them: an earlier row, and the row that repeats it. */
    examples: z.array(z.tuple([z.int().nonnegative(), z.int().nonnegative()])),
  }),
  /** Columns that were looked at for `labelColumns`, one by one: those of a table that the model takes. */
  columns: z.int().nonnegative(),
  /** Columns the model takes that give the label away. */
  labelColumns: z.array(
    z.strictObject({
      column: z.string(),
      /** The label or target that it tells. */
      label: z.string(),
      /**
       * `equals`: holds the label itself; `determines`: the same value never has two labels; `separates`: sorted by it, the
       * classes lie side by side; `follows`: the target is a straight line of it.
       */
      how: z.enum(['equals', 'determines', 'separates', 'follows']),
    }),
  ),
  /** Rows that also lie in training data that was given; `null` where none was. */
  training: z
    .strictObject({
      file: namedFile,
      /** Rows of that file. */
      rows: z.int().positive(),
      /** Rows of the evaluation set whose inputs it holds. */
      shared: z.int().nonnegative(),
      /** The first of them: the row here, and the row there. */
      examples: z.array(z.tuple([z.int().nonnegative(), z.int().nonnegative()])),
    })
    .nullable(),
});
export type RowEvidence = z.infer<typeof rowEvidence>;

/** What was held against an evaluation, so that it need not be believed alone (`models/<id>/evidence.json`). */
export const evidence = z.strictObject({
  schemaVersion: z.literal(1),
  modelId: slug,
  modelSha256: sha256,
  /** `null` for a model that is judged on no rows: then only its formats are compared. */
  dataset: z
    .strictObject({ name: z.string(), split: z.string(), digest: sha256, n: z.int().positive() })
    .nullable(),
  rows: rowEvidence.nullable(),
  /** The other formats of the model, each run on a sample of rows. */
  formats: z.array(
    z.strictObject({
      format: z.string(),
      files: z.array(fileDigest),
      runtime: z.string(),
      /** Rows of the evaluation set, or made-up ones where there is none. */
      on: z.enum(['evaluation', 'generated']),
      /** Rows: all, or the first of `RandomState(seed).permutation(all)` of numpy, in order; or what made them up. */
      seed: z.int().nonnegative(),
      gap: predictionGap,
    }),
  ),
  /** Predictions of the original model; `null` where none were given. */
  predictions: z.strictObject({ file: fileDigest, gap: predictionGap }).nullable(),
  /** Version of the definitions: a change raises it, and the file is remade. */
  evidenceVersion: z.int().positive(),
  /** The command that remakes this file. */
  command: z.string(),
  ...sealField,
});
export type Evidence = z.infer<typeof evidence>;

/** What stands against a card. */
export const concernName = z.enum([
  'evidence-missing',
  'format-differs',
  'label-in-input',
  'logged-metric-differs',
  'predictions-differ',
  'rows-duplicated',
  'rows-trained-on',
]);
export type ConcernName = z.infer<typeof concernName>;

/** Concerns that an author may admit in card.yaml, with the reason. */
export const admissible = concernName.extract([
  'label-in-input',
  'logged-metric-differs',
  'rows-duplicated',
  'rows-trained-on',
]);

/** A metric that the run itself logged on the same split, beside what evaluating gives. */
export const loggedMetric = z.strictObject({
  /** The run's own name of it, e.g. `test/accuracy`. */
  key: z.string(),
  logged: metricNumber,
  /** Name of the figure that it is held against, e.g. `accuracy`, or `mae of body_mass_g`. */
  metric: z.string(),
  measured: metricNumber,
  interval: interval.nullable(),
  n: z.int().nonnegative(),
  /** `equal` as far as the logged digits go; `within` or `beyond` the interval. */
  verdict: z.enum(['equal', 'within', 'beyond']),
});
export type LoggedMetric = z.infer<typeof loggedMetric>;

/** Whether the model has seen the rows it is judged on, and how that is known. */
export const unseenRows = z.strictObject({
  /**
   * `recorded`: the run's record keeps them apart from its training data; `said`: the author says so; `contradicted`: rows
   * or record say otherwise; `unknown`.
   */
  status: z.enum(['recorded', 'said', 'unknown', 'contradicted']),
  /** Whether the record keeps them apart from the data that it was tuned on, too. */
  tuning: z.boolean(),
  /** How it is known, or why it is not, in a sentence. */
  because: z.string(),
  /** The author's own words; `null` where there are none. */
  said: z.string().nullable(),
});
export type UnseenRows = z.infer<typeof unseenRows>;

/** What a card says of its own evidence. */
export const cardEvidence = z.strictObject({
  /** `null` for a model that is judged on no rows. */
  unseen: unseenRows.nullable(),
  logged: z.array(loggedMetric),
  /** `null` where `modelfolio evaluate` has not written it yet. */
  record: evidence.nullable(),
  /** What stands against the card, each a sentence; the author's reason where it is admitted. */
  concerns: z.array(
    z.strictObject({ name: concernName, text: z.string().min(1), admitted: z.string().nullable() }),
  ),
});
export type CardEvidence = z.infer<typeof cardEvidence>;
