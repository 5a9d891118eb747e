import { z } from 'zod';
import { judgedCriterion } from './acceptance.ts';
import { evaluation } from './evaluation.ts';
import { cardEvidence } from './evidence.ts';
import { explanation } from './explanation.ts';
import { figure } from './figure.ts';
import { modelManifest } from './model-manifest.ts';
import { fileDigest, instant, modelVersion, relativePath, slug } from './primitives.ts';
import { environment, metricHistory, runSource } from './run-record.ts';
import { sealField } from './seal.ts';

/** A section: a person's Markdown, then the facts that records add to it. */
export const cardSection = z.strictObject({
  title: z.string().min(1),
  /** Markdown; `{{name}}` stands for a figure of this card. */
  prose: z.string(),
  /** Name → text or `null` (shown as "unknown"). */
  facts: z.array(z.strictObject({ name: z.string(), value: z.string().nullable() })),
});

/** One training run that competed for the card. */
export const candidate = z.strictObject({
  runId: z.string(),
  name: z.string(),
  chosen: z.boolean(),
  /** Keys are figure names: parameters, validationAccuracy, testAccuracy, epochs, wallTime, … */
  figures: z.record(z.string(), figure),
});

/**
 * Everything the card page shows (`content/models/<id>.json`), written by `modelfolio build`.
 * Holds the digest of every input, so that staleness is a comparison of hashes.
 */
export const modelCard = z.strictObject({
  schemaVersion: z.literal(1),
  id: slug,
  title: z.string().min(1),
  version: modelVersion,
  summary: z.string().min(1),
  licence: z.string().min(1),
  authors: z.array(z.strictObject({ name: z.string(), url: z.string().optional() })),
  contact: z.string(),
  sections: z.strictObject({
    modelDetails: cardSection,
    intendedUse: cardSection,
    factors: cardSection,
    metrics: cardSection,
    evaluationData: cardSection,
    trainingData: cardSection,
    quantitativeAnalyses: cardSection,
    ethicalConsiderations: cardSection,
    caveatsAndRecommendations: cardSection,
  }),
  figures: z.record(z.string(), figure),
  /** The criteria that card.yaml states, held against the records. */
  acceptance: z.array(judgedCriterion).default([]),
  manifest: modelManifest,
  /** `null` where there are no rows to judge the model on. */
  evaluation: evaluation.nullable(),
  /** `null` where `modelfolio explain` was not run, or has nothing to explain: images, models without rows. */
  explanation: explanation.nullable().default(null),
  /** What was held against its evaluation; `null` where there is none, and on cards of before this was looked for. */
  evidence: cardEvidence.nullable().default(null),
  candidates: z.array(candidate),
  /** The metric that the shipped candidate was chosen by, as its run records it; `null` where nothing does. */
  selectedBy: z.string().nullable().default(null),
  /** `null` where no record of the training exists. */
  training: z
    .strictObject({
      runId: z.string(),
      startTime: instant.nullable(),
      params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
      histories: z.record(z.string(), metricHistory),
      source: runSource,
      environment,
    })
    .nullable(),
  /** Commands a reader types to remake each stage. */
  reproduce: z.array(z.strictObject({ title: z.string(), command: z.string(), note: z.string().nullable() })),
  downloads: z.array(
    z.strictObject({ label: z.string(), path: relativePath, bytes: z.int(), sha256: z.string() }),
  ),
  /** Digest of every file the card was made from, paths from the repository's root. */
  inputs: z.array(fileDigest).min(1),
  /** `modelfolio` version that wrote it. */
  generator: z.string(),
  ...sealField,
});
export type ModelCard = z.infer<typeof modelCard>;
export type Candidate = z.infer<typeof candidate>;
