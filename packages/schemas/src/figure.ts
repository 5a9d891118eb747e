import { z } from 'zod';
import { interval } from './evaluation.ts';
import { metricNumber, relativePath, sha256 } from './primitives.ts';

/** Where a figure's value was read: a record in the repository and the place in it. */
export const provenance = z.strictObject({
  /** Path from the repository's root. */
  file: relativePath,
  /**
   * JSON Pointer (RFC 6901) into that file, e.g. `/metrics/accuracy/value`.
   * A pointer to an array stands for its length.
   */
  pointer: z.string(),
  sha256,
  /** The command that remakes the record. */
  command: z.string().nullable(),
});

/** A number on the site: it cannot be made without saying where it came from. */
export const figure = z.strictObject({
  /** e.g. `Test accuracy`. */
  label: z.string().min(1),
  value: metricNumber,
  /** How to print it: a share as percent, a difference of shares as points, bytes as kB, seconds as s. */
  format: z.enum([
    'percent',
    // A difference of two shares: 0.098 is 9.80 points.
    'points',
    'integer',
    'decimal',
    'bytes',
    'seconds',
    'milliseconds',
    'rate',
    'ratio',
  ]),
  /** What a rate counts, e.g. `samples/s`; shown after the number. */
  unit: z.string().nullable(),
  /** Which way is better; `null` where neither is. */
  better: z.enum(['higher', 'lower']).nullable(),
  interval: interval.nullable(),
  /** Sample size; `null` where the value is exact and not an estimate. */
  n: z.int().nonnegative().nullable(),
  source: provenance,
});
export type Figure = z.infer<typeof figure>;
