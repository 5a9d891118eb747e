import { z } from 'zod';
import { fileDigest, relativePath, sha256, slug } from './primitives.ts';

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
    columns: z.array(
      z.strictObject({
        input: z.string(),
        name: z.string(),
        type: tensorType,
        categories: z.array(z.string()).nullable(),
        range: z.tuple([z.number(), z.number()]).nullable(),
        unit: z.string().nullable(),
      }),
    ),
  }),
  z.strictObject({ kind: z.literal('tensor'), input: z.string() }),
  z.strictObject({ kind: z.literal('text'), input: z.string() }),
]);

/** What the outputs mean. */
export const outputMeaning = z.strictObject({
  task: z.enum(['multiclass-classification', 'binary-classification', 'regression']),
  /** Graph output holding class probabilities `[N, classes]`, for classifiers. */
  probabilities: z.string().nullable(),
  /** Graph output holding the predicted class index or value `[N]`. */
  prediction: z.string().nullable(),
  /** Class names in the order of the probabilities' columns. */
  classes: z.array(z.string().min(1)).nullable(),
});

/** One shard of an evaluation set: images and labels with the same number of rows. */
export const evaluationShard = z.strictObject({
  images: fileDigest,
  labels: fileDigest,
  rows: z.int().positive(),
});

/** The rows a model is judged on, committed beside it so that anybody can judge again. */
export const evaluationSet = z.strictObject({
  /** e.g. `fashion-mnist`. */
  name: z.string().min(1),
  split: z.string().min(1),
  /** `idx-gz`: gzip-compressed IDX files (LeCun's format), images `uint8 [rows, height, width]`. */
  format: z.literal('idx-gz'),
  rows: z.int().positive(),
  shards: z.array(evaluationShard).min(1),
  /** SHA-256 over the shards' hashes in order: changes when any byte of the set changes. */
  digest: sha256,
  licence: z.string().min(1),
  source: z.string().min(1),
});
export type EvaluationSet = z.infer<typeof evaluationSet>;

/** A serialised form of the model. */
export const modelFormat = z.strictObject({
  format: z.enum(['onnx', 'tfjs-layers', 'tfjs-graph']),
  /** File a runtime opens first. */
  entry: relativePath,
  files: z.array(fileDigest).min(1),
  /** Bytes of all files together: what a visitor downloads. */
  bytes: z.int().nonnegative(),
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
  /** Numbers in the ONNX graph's floating-point initialisers of rank 1 or more (scalars are constants). */
  parameters: z.int().nonnegative().nullable(),
  opset: z.record(z.string(), z.int()),
  formats: z.array(modelFormat).min(1),
  inputs: z.array(tensorSignature).min(1),
  outputs: z.array(tensorSignature).min(1),
  input: inputKind,
  output: outputMeaning,
  evaluationSet: evaluationSet.nullable(),
  /** Run that made these weights: `id` of a record under `runs/`. */
  run: z.string().min(1),
});
export type ModelManifest = z.infer<typeof modelManifest>;
