import { describe, expect, it } from 'vitest';
import { clientKey, mintCredentials, tokenHash } from './owner-token.ts';

describe('credentials', () => {
  it('cannot be guessed: 128 and 256 random bits, no two alike', () => {
    const many = Array.from({ length: 2000 }, () => mintCredentials(null));
    expect(new Set(many.flatMap(({ id, token }) => [id, token])).size).toBe(4000);
    for (const { id, token } of many) {
      expect(id).toMatch(/^[\w-]{22}$/);
      expect(token).toMatch(/^[\w-]{43}$/);
    }
    // Each bit of an id is set about as often as not: 2,000 fair draws stay within 5 standard deviations (112).
    const bits = new Uint32Array(128);
    for (const { id } of many)
      Buffer.from(id, 'base64url').forEach((byte, at) => {
        for (let bit = 0; bit < 8; bit++)
          bits[at * 8 + bit] = (bits[at * 8 + bit] ?? 0) + ((byte >> bit) & 1);
      });
    for (const set of bits) expect(Math.abs(set - 1000)).toBeLessThan(112);
  });

  it('are the same for the same key, and tell nothing of each other', () => {
    const key = '0b0f4a4e-8d2c-4c4e-9b52-3f6a5c3c1a77';
    expect(key).toMatch(clientKey);
    const one = mintCredentials(key);
    expect(mintCredentials(key)).toEqual(one);
    expect(mintCredentials(`${key}0`).id).not.toBe(one.id);
    expect(one.token).not.toContain(one.id);
    expect(tokenHash(one.token)).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each(['1', 'k'.repeat(31), 'k'.repeat(129), `${'k'.repeat(40)} `, ''])('refuse the key %j', (key) => {
    expect(key).not.toMatch(clientKey);
  });
});
