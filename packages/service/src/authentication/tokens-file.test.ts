import { describe, expect, it } from 'vitest';
import type { TokenRecord } from './token-record.ts';
import { formatTokens, parseTokens } from './tokens-file.ts';

const alice: TokenRecord = {
  name: 'alice',
  role: 'write',
  sha256: 'ab'.repeat(32),
  created: '2026-12-01T00:00:00.000Z',
  expires: null,
};

describe('a file of tokens', () => {
  it('holds what was written', () => {
    // Hashes and names that other rules of YAML would take for numbers.
    const tokens: TokenRecord[] = [
      alice,
      { ...alice, name: '1e3', sha256: `1${'0'.repeat(63)}`, expires: '2027-03-01T00:00:00.000Z' },
      { ...alice, name: '007', sha256: '0'.repeat(64) },
    ];
    expect(parseTokens(formatTokens(tokens), 'tokens.yaml')).toEqual(tokens);
    expect(parseTokens(formatTokens([]), 'tokens.yaml')).toEqual([]);
    expect(parseTokens('', 'tokens.yaml')).toEqual([]);
  });

  it.each([
    ['tokens: 1', 't.yaml: 1:1: tokens: expected array, received 1'],
    ['token: []', 't.yaml: 1:1: '],
    [formatTokens([alice, alice]), 't.yaml: 9:5: tokens.1.name: a second token named alice'],
    [
      formatTokens([{ ...alice, role: 'root' as never }]),
      'role: expected "none" or "read" or "write" or "admin"',
    ],
    [formatTokens([{ ...alice, sha256: 'abc' }]), 'sha256: expected 64 hexadecimal digits, received "abc"'],
    [formatTokens([{ ...alice, name: 'a:b' }]), 'name: expected 1 to 64 letters, digits'],
    [formatTokens([{ ...alice, expires: 'tomorrow' }]), 'expires: expected'],
    [
      formatTokens([{ ...alice, scopes: { everything: 'read' } }]),
      '9:7: tokens.0.scopes.everything: expected',
    ],
    [
      formatTokens([{ ...alice, scopes: { 'experiment:1': 'none' } } as unknown as TokenRecord]),
      'expected "read"',
    ],
    [formatTokens([{ ...alice, secret: 'x' } as TokenRecord]), 'unknown field secret'],
  ])('%j is refused with its place', (text, message) => {
    expect(() => parseTokens(text, 't.yaml')).toThrow(
      expect.objectContaining({ code: 'tokens-invalid', message: expect.stringContaining(message) }),
    );
  });
});

it('holds a thousand tokens and no more', () => {
  const many = Array.from({ length: 1001 }, (_, at) => ({ ...alice, name: `t${at}` }));
  expect(parseTokens(formatTokens(many.slice(1)), 't.yaml')).toHaveLength(1000);
  expect(() => parseTokens(formatTokens(many), 't.yaml')).toThrow('tokens: expected at most 1000 entries');
});
