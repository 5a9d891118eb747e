import { z } from 'zod';
import { roles, tokenRoles } from './role.ts';

/** Name of a token: without a colon, which ends the user name in Basic authentication, and printable in logs. */
export const tokenName = z
  .string()
  .regex(/^[a-z\d][\w.@-]{0,63}$/i, 'expected 1 to 64 letters, digits and . _ @ -, a letter or digit first');

/** Name of a part of a service, by its kind and its id: `experiment:12`. */
export const scopeName = z
  .string()
  .regex(/^[a-z][a-z-]{0,31}:[^\s=,\p{Cc}]{1,250}$/u, 'expected a part such as experiment:12');

/** What is kept of a token. */
export const tokenRecord = z.strictObject({
  name: tokenName,
  role: z.enum(tokenRoles),
  /** Roles in parts of the service, besides the one for all of it. */
  scopes: z.record(scopeName, z.enum(roles)).optional(),
  /** See `tokenHash`. */
  sha256: z.string().regex(/^[\da-f]{64}$/, 'expected 64 hexadecimal digits'),
  created: z.iso.datetime(),
  /** `null` for never. */
  expires: z.iso.datetime().nullable(),
});

export type TokenRecord = z.infer<typeof tokenRecord>;
