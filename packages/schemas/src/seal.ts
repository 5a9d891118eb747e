import { z } from 'zod';
import { sha256 } from './primitives.ts';

/**
 * A record's digest of its own content, written by the command that made the record: whoever edits the record by hand and
 * not its seal is found out. Anyone can make a seal, so it is no proof of who wrote it; a signature is.
 */
export const seal = z.strictObject({
  /** Command that wrote it, e.g. `modelfolio evaluate`; `modelfolio migrate` sealed what it found. */
  by: z.string().min(1),
  /** SHA-256 of the record in canonical JSON (RFC 8785), all of it but this very field. */
  sha256,
});
export type Seal = z.infer<typeof seal>;

/** The field of a record that holds its seal; absent from records of before there were seals. */
export const sealField = { seal: seal.optional() };
