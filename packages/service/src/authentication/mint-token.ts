import { randomBytes } from 'node:crypto';

/**
 * A new token: 256 random bits in base64url after a prefix, by which secret scanners recognise a leaked one. With the prefix it
 * never begins with a hyphen, which a command line would take for a flag.
 *
 * @param random as many random bytes as asked for
 */
export function mintToken(random: (bytes: number) => Uint8Array = randomBytes): string {
  return `mf_${Buffer.from(random(32)).toString('base64url')}`;
}
