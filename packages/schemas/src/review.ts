import { z } from 'zod';
import { modelVersion, sha256, slug } from './primitives.ts';
import { sealField } from './seal.ts';

/** A named person's approval of one card, as it was then. */
export const approval = z.strictObject({
  version: modelVersion,
  /** The seal of the card that was approved: any later change makes another card. */
  cardSha256: sha256,
  reviewer: z.strictObject({ name: z.string().min(1), mail: z.email() }),
  /** What it is approved for, in the reviewer's words. */
  scope: z.string().min(1),
  approvedOn: z.iso.date(),
  /** Last day that it holds; `null` where it was given without an end. */
  expires: z.iso.date().nullable(),
});
export type Approval = z.infer<typeof approval>;

/** Approvals of a model's cards, oldest first (`content/reviews/<id>.json`), written by `modelfolio review`. */
export const review = z.strictObject({
  schemaVersion: z.literal(1),
  modelId: slug,
  approvals: z.array(approval).min(1),
  ...sealField,
});
export type Review = z.infer<typeof review>;
