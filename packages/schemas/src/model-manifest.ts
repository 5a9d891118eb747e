import { z } from 'zod';
import { fileDigest, relativePath, sha256, slug } from './primitives.ts';
import { sealField } from './seal.ts';

/** Element types of ONNX tensors that a signature can name. */
export const tensorType = z.enum([
  'bool',
  'uint8',
  'int8',
  'uint16',
  'int16',
  'int32',
  'uint32',
  'int64',
  'uint64',
  'float16',
  'float32',
  'float64',
  'string',
]);

/** One input or output of the graph. A named dimension (batch) is text, an unknown one `null`. */
export const tensorSignature = z.strictObject({
  name: z.string().min(1),
  type: tensorType,
  shape: z.array(z.union([z.int().nonnegative(), z.string(), z.null()])),
});
export type TensorSignature = z.infer<typeof tensorSignature>;

/**
 * How a column may change where a prediction is to be turned: not at all, only up, only down, or within a range. What a
 * person cannot change (age does not fall) makes a counterfactual of no use.
 */
export const columnChange = z.union([
  z.enum(['freely', 'not-at-all', 'up', 'down']),
  z.tuple([z.number(), z.number()]),
]);
export type ColumnChange = z.infer<typeof columnChange>;

/** One column of a table as the model takes it and a form shows it. */
export const tabularColumn = z.strictObject({
  /** Graph input that takes it. */
  input: z.string(),
  /** Place in an input `[N, columns]`; `null` where the input is this column's own, `[N]` or `[N, 1]`. */
  index: z.int().nonnegative().nullable(),
  /** Name in the evaluation data. */
  name: z.string().min(1),
  /** Name for people, where it differs. */
  label: z.string().nullable(),
  description: z.string().nullable(),
  type: tensorType,
  /** All values of a column that has few, in order of frequency; `null` for a number or free text. */
  categories: z.array(z.string()).nullable(),
  /** Least and greatest value in the evaluation data, unless a person said. */
  range: z.tuple([z.number(), z.number()]).nullable(),
  /** Step of a slider: the resolution of the data, 1 for whole numbers. */
  step: z.number().positive().nullable(),
  unit: z.string().nullable(),
  /** Whether the evaluation data has rows without it; they go in as NaN or an empty string. */
  missing: z.boolean(),
  /** How it may change in a counterfactual, as card.yaml says; freely where it does not. */
  mayChange: columnChange.optional(),
});
export type TabularColumn = z.infer<typeof tabularColumn>;

/** What an input tensor means to a person: decides which form the playground draws. */
export const inputKind = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('image'),
    /** Name of the graph input. */
    input: z.string(),
    height: z.int().positive(),
    width: z.int().positive(),
    channels: z.union([z.literal(1), z.literal(3)]),
    /** Value range of a pixel, e.g. `[0, 255]`. */
    range: z.tuple([z.number(), z.number()]),
    /** `light-on-dark` as in MNIST, or `dark-on-light`. */
    polarity: z.enum(['light-on-dark', 'dark-on-light']),
  }),
  z.strictObject({
    kind: z.literal('tabular'),
    columns: z.array(tabularColumn).min(1),
    /** Columns that count as one feature in explanations, as card.yaml names them. */
    groups: z
      .array(z.strictObject({ name: z.string().min(1), columns: z.array(z.string().min(1)).min(1) }))
      .min(1)
      .optional(),
  }),
  z.strictObject({ kind: z.literal('tensor'), input: z.string() }),
  z.strictObject({ kind: z.literal('text'), input: z.string() }),
]);

/** What a model does. */
export const task = z.enum(['multiclass-classification', 'binary-classification', 'regression']);
export type Task = z.infer<typeof task>;

/** What turns an output into probabilities, row by row; `none` where the graph does it. */
export const activation = z.enum(['none', 'sigmoid', 'softmax']);

/** What the outputs mean. */
export const outputMeaning = z.strictObject({
  task,
  /**
   * Graph output that class probabilities come from, for classifiers: `[N, classes]`, or `[N]` or `[N, 1]` holding
   * that of the positive one of two classes.
   */
  probabilities: z.string().nullable(),
  activation: activation.default('none'),
  /** Graph output holding the predicted class (index or name) or value, `[N]` or `[N, 1]`. */
  prediction: z.string().nullable(),
  /** Class names in the order of the probabilities' columns. */
  classes: z.array(z.string().min(1)).nullable(),
  /** Index of the positive class of two. */
  positive: z.int().min(0).max(1).nullable().default(null),
  /** What a regressor predicts; `index` is the column of an output `[N, targets]`. */
  targets: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        output: z.string(),
        index: z.int().nonnegative(),
        unit: z.string().nullable(),
      }),
    )
    .min(1)
    .nullable()
    .default(null),
});

/** One shard of an evaluation set: images and labels with the same number of rows. */
export const evaluationShard = z.strictObject({
  images: fileDigest,
  labels: fileDigest,
  rows: z.int().positive(),
});

const scalar = z.union([z.string(), z.number(), z.boolean()]);

/**
 * A part of the rows to look at by itself: every value of a column (numbers in quartiles), or the rows that meet
 * all conditions: equal to a value, one of several, or within bounds (both included).
 */
export const sliceRule = z.union([
  z.string().min(1),
  z.strictObject({
    name: z.string().min(1),
    where: z.record(
      z.string(),
      z.union([
        scalar,
        z.array(scalar).min(1),
        z.strictObject({ min: z.number().optional(), max: z.number().optional() }),
      ]),
    ),
  }),
]);
export type SliceRule = z.infer<typeof sliceRule>;

const evaluationSetWords = {
  /** e.g. `fashion-mnist`. */
  name: z.string().min(1),
  split: z.string().min(1),
  rows: z.int().positive(),
  /** SHA-256 over the files' hashes in order: changes when any byte of the set changes. */
  digest: sha256,
  licence: z.string().min(1),
  source: z.string().min(1),
};

/** Images and labels in shards. */
export const imageEvaluationSet = z.strictObject({
  ...evaluationSetWords,
  /** `idx-gz`: gzip-compressed IDX files (LeCun's format), images `uint8 [rows, height, width]`. */
  format: z.literal('idx-gz'),
  shards: z.array(evaluationShard).min(1),
});
export type ImageEvaluationSet = z.infer<typeof imageEvaluationSet>;

/** One file with a row a record, or with arrays of equal length. */
export const tableEvaluationSet = z.strictObject({
  ...evaluationSetWords,
  format: z.enum(['csv', 'parquet', 'npz']),
  file: fileDigest,
  /** Names of columns (in NPZ: arrays), as in the file. */
  columns: z.array(z.string()),
  /** Which of them hold the truth: one, or one for each target. */
  labels: z.array(z.string()).min(1),
  slices: z.array(sliceRule),
});
export type TableEvaluationSet = z.infer<typeof tableEvaluationSet>;

/** The rows a model is judged on, committed beside it so that anybody can judge again. */
export const evaluationSet = z.discriminatedUnion('format', [imageEvaluationSet, tableEvaluationSet]);
export type EvaluationSet = z.infer<typeof evaluationSet>;

/**
 * Rows to start playing from (`models/<id>/examples.json`): a seeded sample of the evaluation set, all of it where it
 * is small, so that a page need not load the whole set.
 */
export const modelExamples = z.strictObject({
  schemaVersion: z.literal(1),
  modelId: slug,
  /** `digest` of the evaluation set they were taken from. */
  digest: sha256,
  seed: z.int(),
  /** Names of the columns that the model takes; for a tensor, its one input. */
  columns: z.array(z.string()).min(1),
  labels: z.array(z.string()).min(1),
  rows: z
    .array(
      z.strictObject({
        /** Row in the evaluation set, from 0. */
        index: z.int().nonnegative(),
        /** In the order of `columns`; a tensor's numbers row by row. `null` is a missing value. */
        values: z.array(z.union([z.string(), z.number(), z.boolean(), z.null()])),
        label: z.array(z.union([z.string(), z.number()])).min(1),
      }),
    )
    .min(1),
});
export type ModelExamples = z.infer<typeof modelExamples>;

/** A serialised form of the model. */
export const modelFormat = z.strictObject({
  format: z.enum(['onnx', 'tfjs-layers', 'tfjs-graph']),
  /** File a runtime opens first. */
  entry: relativePath,
  files: z.array(fileDigest).min(1),
  /** Bytes of all files together: what a visitor downloads. */
  bytes: z.int().nonnegative(),
  /** What was changed in the file that was handed in, e.g. a ZipMap cut off; empty where the bytes are the same. */
  changes: z.array(z.string()).default([]),
});

/**
 * What lies beside a model (`models/<id>/manifest.json`): derived from the files by
 * `modelfolio ingest`; what cannot be derived comes from `card.yaml`. Paths are relative to `models/<id>/`.
 */
export const modelManifest = z.strictObject({
  schemaVersion: z.literal(1),
  id: slug,
  version: z.string().min(1),
  licence: z.string().min(1),
  /**
   * Numbers in the ONNX graph's floating-point initialisers of rank 1 or more (scalars are constants); `null` where there
   * are none, as in trees, which keep theirs in attributes.
   */
  parameters: z.int().nonnegative().nullable(),
  opset: z.record(z.string(), z.int()),
  formats: z.array(modelFormat).min(1),
  inputs: z.array(tensorSignature).min(1),
  outputs: z.array(tensorSignature).min(1),
  input: inputKind,
  output: outputMeaning,
  evaluationSet: evaluationSet.nullable(),
  /** `examples.json`, for models that take tables or tensors. */
  examples: fileDigest.nullable().default(null),
  /** Run that made these weights: `id` of a record under `runs/`; `null` where no record of it exists. */
  run: z.string().min(1).nullable(),
  ...sealField,
});
export type ModelManifest = z.infer<typeof modelManifest>;
