import { createHash } from 'node:crypto';

/**
 * The SHA-256 of a token in hexadecimal digits: all that is stored of it.
 *
 * A fast hash without salt is enough for 256 random bits: whoever steals the hash would have to try 2^255 tokens on average.
 * Slow, salted hashes (bcrypt, Argon2) protect passwords, which people choose from a small set
 * (https://pages.nist.gov/800-63-4/sp800-63b.html asks for them below 112 random bits); here they would only add some
 * hundred milliseconds to each request. Never use this for a secret that a person has made up.
 */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
