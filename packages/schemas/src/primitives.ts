import { z } from 'zod';

/** SHA-256 of a file's bytes, 64 lower-case hexadecimal digits. */
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'expected 64 lower-case hexadecimal digits');

/** Name of a folder under `models/`, `content/` or `systems/`: lower-case words joined by hyphens. */
export const slug = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'expected lower-case letters, digits and single hyphens');

/** Version of a model, e.g. `1.2.0`: it names a file and an address. */
export const modelVersion = z
  .string()
  .regex(/^[A-Za-z0-9][\w.+-]*$/, 'expected letters, digits, dots, plus signs and hyphens, e.g. 1.2.0');

/** Path inside the repository or a model folder: relative, forward slashes, never climbing out. */
export const relativePath = z
  .string()
  .min(1)
  .refine((p) => !p.startsWith('/') && !p.includes('\\') && !p.split('/').includes('..'), {
    error: 'expected a relative path with forward slashes that stays inside its folder',
  });

/** ISO 8601 instant with offset, e.g. `2026-11-23T10:15:00.000Z`. */
export const instant = z.iso.datetime({ offset: true });

/**
 * A measured number. JSON has no NaN or infinities, so those three are written as strings,
 * as dvclive does; use `toNumber` to read and `fromNumber` to write one.
 */
export const metricNumber = z.union([z.number(), z.enum(['NaN', 'Infinity', '-Infinity'])]);
/** One file by content: where it is, how large it is, what its bytes hash to. */
export const fileDigest = z.strictObject({
  path: relativePath,
  bytes: z.int().nonnegative(),
  sha256,
});
export type FileDigest = z.infer<typeof fileDigest>;
