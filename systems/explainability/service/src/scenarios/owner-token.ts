import { createHash, createHmac, randomBytes } from 'node:crypto';

/** What a new scenario is known by, and what proves to be its owner. */
export interface Credentials {
  /** 22 characters, 128 bits. */
  readonly id: string;
  /** 43 characters, 256 bits. */
  readonly token: string;
}

/**
 * Id and owner token of a new scenario: random, or derived from the client's key, so that a request that is sent again
 * gets the same ones although neither key nor token is kept. HMAC is one-way: the id, which is public, tells nothing of
 * the token (RFC 2104). The key has to be as hard to guess as a token: see {@link clientKey}.
 *
 * @param random as many random bytes as asked for
 */
export function mintCredentials(
  key: string | null,
  random: (bytes: number) => Uint8Array = randomBytes,
): Credentials {
  const secret = key ?? random(32);
  const derived = (purpose: string): Buffer => createHmac('sha256', secret).update(purpose).digest();
  return {
    id: derived('scenario id').subarray(0, 16).toString('base64url'),
    token: derived('owner token').toString('base64url'),
  };
}

/** What is kept of a token. Tokens are random, so that a plain hash cannot be turned back by guessing. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Keys that a client may choose: as long as a UUID, for who guesses it may delete the scenario. */
export const clientKey = /^[\w-]{32,128}$/;
