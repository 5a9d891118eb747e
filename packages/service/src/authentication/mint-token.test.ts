import { expect, it } from 'vitest';
import { credentialsOf } from './credentials-of.ts';
import { mintToken } from './mint-token.ts';
import { tokenHash } from './token-hash.ts';

it('makes a token of 256 random bits that a header can hold and a command line does not take for a flag', () => {
  const asked: number[] = [];
  const token = mintToken((bytes) => {
    asked.push(bytes);
    return new Uint8Array(bytes).fill(0xfb);
  });
  expect(asked).toEqual([32]);
  expect(token).toBe(`mf_${'-_v7'.repeat(10)}-_s`);
  expect(credentialsOf(`Bearer ${token}`)).toEqual({ name: null, token });
  expect(mintToken()).not.toBe(mintToken());
});

it('keeps its SHA-256', () => {
  // FIPS 180-4's example.
  expect(tokenHash('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});
