import { z } from 'zod';
import { relativePath, slug } from './primitives.ts';

/** Markdown written by a person. Checked for blanks and placeholders by `modelfolio check`, not here. */
const prose = z.string();

/**
 * `models/<id>/card.yaml`: only what a person alone can say. Everything else on a card is
 * derived from records. Prose is Markdown and may name figures as `{{accuracy}}`.
 */
export const cardYaml = z.strictObject({
  /** Title of the card, e.g. `Fashion-MNIST classifier`. */
  title: z.string().min(1),
  /** One sentence for lists and previews. */
  summary: prose,
  /** Version of the model; raise it when the weights change. */
  version: z.string().min(1),
  /** SPDX identifier, e.g. `MIT`. */
  licence: z.string().min(1),
  authors: z.array(z.strictObject({ name: z.string().min(1), url: z.url().optional() })).min(1),
  /** Where to ask or report. */
  contact: z.string().min(1),
  /** Run whose weights are shipped: `id` of a record in `runs/`. */
  run: z.string().min(1),
  /** What the graph cannot say of its input and output. */
  signature: z.strictObject({
    input: z.strictObject({
      kind: z.literal('image'),
      polarity: z.enum(['light-on-dark', 'dark-on-light']),
      range: z.tuple([z.number(), z.number()]).default([0, 255]),
    }),
    classes: z.array(z.string().min(1)).min(2),
  }),
  /** The rows to judge the model on. */
  evaluationSet: z.strictObject({
    name: slug,
    split: z.string().min(1),
    /** Folder holding `*-images.idx3.gz` and `*-labels.idx1.gz` shards, read in name order. */
    path: relativePath,
    licence: z.string().min(1),
    source: z.string().min(1),
  }),
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
