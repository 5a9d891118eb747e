import { z } from 'zod';
import { admissible } from './evidence.ts';
import { criterion } from './acceptance.ts';
import { activation, columnChange, sliceRule, task } from './model-manifest.ts';
import { modelVersion, relativePath, slug } from './primitives.ts';

/** Markdown written by a person. Checked for blanks and placeholders by `modelfolio check`, not here. */
const prose = z.string();

/** What a person adds to a column: all of it is read from the evaluation data where it is not said. */
const columnWords = z.strictObject({
  label: z.string().min(1).optional(),
  unit: z.string().min(1).optional(),
  description: z.string().optional(),
  categories: z.array(z.string()).min(1).optional(),
  range: z.tuple([z.number(), z.number()]).optional(),
  step: z.number().positive().optional(),
  /** How it may change in a counterfactual: `not-at-all`, `up`, `down`, or within `[least, greatest]`. */
  mayChange: columnChange.optional(),
});

/** What a person adds to the input. */
const inputWords = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('image'),
    polarity: z.enum(['light-on-dark', 'dark-on-light']),
    range: z.tuple([z.number(), z.number()]).default([0, 255]),
  }),
  z.strictObject({
    kind: z.literal('tabular'),
    /** Names of the columns in one tensor `[N, columns]`, in order, where neither graph nor data tell. */
    names: z.array(z.string().min(1)).min(1).optional(),
    columns: z.record(z.string(), columnWords).default({}),
    /** Columns that count as one feature in explanations, e.g. `Household: [marital_status, relationship]`. */
    groups: z.record(z.string().min(1), z.array(z.string().min(1)).min(1)).optional(),
  }),
  z.strictObject({ kind: z.literal('tensor') }),
  z.strictObject({ kind: z.literal('text') }),
]);

/** The schema of card.yaml that is written now. */
export const cardYamlVersion = 2;

/**
 * `models/<id>/card.yaml`: only what a person alone can say. Everything else on a card is
 * derived from records. Prose is Markdown and may name figures as `{{accuracy}}`.
 */
export const cardYaml = z.strictObject({
  /** Schema of this file. One without it is of schema 1; `modelfolio migrate` brings it here. */
  schemaVersion: z.literal(cardYamlVersion, {
    error: ({ input }) =>
      typeof input === 'number' && input > cardYamlVersion
        ? `is ${input}, which a newer Modelfolio wrote: this one knows ${cardYamlVersion}`
        : `expected ${cardYamlVersion}`,
  }),
  /** Title of the card, e.g. `Fashion-MNIST classifier`. */
  title: z.string().min(1),
  /** One sentence for lists and previews. */
  summary: prose,
  /** Version of the model; raise it when the weights change. */
  version: modelVersion,
  /** SPDX identifier, e.g. `MIT`. */
  licence: z.string().min(1),
  authors: z.array(z.strictObject({ name: z.string().min(1), url: z.url().optional() })).min(1),
  /** Where to ask or report. */
  contact: z.string().min(1),
  /** Run whose weights are shipped: `id` of a record in `runs/`; `null` where no record of it exists. */
  run: z.string().min(1).nullable(),
  /** What the graph cannot say of its inputs and outputs. */
  signature: z.strictObject({
    input: inputWords,
    /** Where the graph leaves it open. */
    task: task.optional(),
    /** Class names in the order of the probabilities' columns, where the graph does not hold them. */
    classes: z.array(z.string().min(1)).min(2).optional(),
    /** The class that counts as positive, for two classes; the second unless said. */
    positive: z.string().min(1).optional(),
    /** What turns the output into probabilities, where the graph ends before: `softmax` or `sigmoid` of logits. */
    activation: activation.optional(),
    /** What a regressor predicts, in the order of its outputs. */
    targets: z
      .array(z.strictObject({ name: z.string().min(1), unit: z.string().optional() }))
      .min(1)
      .optional(),
    /** Which graph outputs to read, where several could be meant. */
    outputs: z
      .strictObject({ probabilities: z.string().optional(), prediction: z.string().optional() })
      .optional(),
  }),
  /** The rows to judge the model on; `null` where there are none, and then nothing is claimed. */
  evaluationSet: z
    .strictObject({
      name: slug,
      split: z.string().min(1),
      /** Folder holding `*-images.idx3.gz` and `*-labels.idx1.gz` shards, or one CSV, Parquet or NPZ file. */
      path: relativePath,
      /** Column (in NPZ: array) that holds the truth, or one for each target. For tables and NPZ. */
      label: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]).optional(),
      slices: z.array(sliceRule).optional(),
      /** How it is known that the model was neither trained nor tuned on these rows: shown as the author's word. */
      unseen: z.string().min(1).optional(),
      /** What `modelfolio check` finds against these rows and the author knows of: finding → why it is so. */
      admitted: z.partialRecord(admissible, z.string().min(1)).optional(),
      licence: z.string().min(1),
      source: z.string().min(1),
    })
    .nullable(),
  /** What the model must reach: shown on the card as passed or failed, and checked. */
  acceptance: z.array(criterion).optional(),
  /** The sections of Mitchell et al. 2019 (doi 10.1145/3287560.3287596) that need a person. */
  sections: z.strictObject({
    modelDetails: prose,
    intendedUse: prose,
    factors: prose,
    metrics: prose,
    evaluationData: prose,
    trainingData: prose,
    quantitativeAnalyses: prose,
    ethicalConsiderations: prose,
    caveatsAndRecommendations: prose,
  }),
});
export type CardYaml = z.infer<typeof cardYaml>;
export type SectionName = keyof CardYaml['sections'];

/** The nine sections in Mitchell's order with their headings. */
export const sectionTitles: Record<SectionName, string> = {
  modelDetails: 'Model details',
  intendedUse: 'Intended use',
  factors: 'Factors',
  metrics: 'Metrics',
  evaluationData: 'Evaluation data',
  trainingData: 'Training data',
  quantitativeAnalyses: 'Quantitative analyses',
  ethicalConsiderations: 'Ethical considerations',
  caveatsAndRecommendations: 'Caveats and recommendations',
};
