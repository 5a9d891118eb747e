import { describe, expect, it } from 'vitest';
import { RequestFailure } from '../request-failure.ts';
import { authenticate } from './authenticate.ts';
import { failureLimit } from './failure-limit.ts';
import type { Tokens } from './open-tokens.ts';
import type { Role } from './role.ts';
import type { TokenRecord } from './token-record.ts';

const now = Date.parse('2026-12-01T00:00:00Z');
const records: Readonly<Record<string, Partial<TokenRecord>>> = {
  r: { name: 'reader', role: 'read' },
  w: { name: 'writer', role: 'write', expires: '2026-12-01T00:00:00.001Z' },
  old: { name: 'old', role: 'admin', expires: '2026-12-01T00:00:00.000Z' },
};
const tokens: Tokens = {
  find: async ({ name, token }) => {
    if (token === 'broken') throw new Error('EACCES');
    const record = Object.hasOwn(records, token) ? records[token] : undefined;
    if (!record || (name !== null && name !== record.name)) return null;
    return { sha256: '', created: '', expires: null, ...record } as TokenRecord;
  },
};
const asks = (needed: Role, authorization: string | null, failures = failureLimit({ now: () => now })) =>
  authenticate(needed, { authorization, address: '::1' }, { tokens, failures, now: () => now });
async function refusal(...given: Parameters<typeof asks>): Promise<RequestFailure> {
  const error = await asks(...given).catch((each: unknown) => each);
  if (error instanceof RequestFailure) return error;
  throw new Error('it was taken', { cause: error });
}
const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;

describe('a request', () => {
  it('is taken with a token whose role is enough, by either scheme', async () => {
    expect(await asks('read', 'Bearer r')).toEqual({ name: 'reader', role: 'read', scopes: {} });
    expect(await asks('read', 'Bearer w')).toEqual({ name: 'writer', role: 'write', scopes: {} });
    expect(await asks('write', basic('writer:w'))).toEqual({ name: 'writer', role: 'write', scopes: {} });
  });

  it.each<[Role, string | null, string, string, string]>([
    [
      'read',
      null,
      'token-required',
      'a token is needed',
      'Bearer realm="modelfolio", Basic realm="modelfolio", charset="UTF-8"',
    ],
    [
      'read',
      'Bearer x',
      'token-refused',
      'the token is not known',
      'Bearer realm="modelfolio", error="invalid_token", Basic',
    ],
    ['read', 'Negotiate x', 'token-refused', 'the token is not known', 'error="invalid_token"'],
    ['read', basic('writer:r'), 'token-refused', 'the token is not known', 'error="invalid_token"'],
    ['read', 'Bearer old', 'token-expired', 'the token old expired on 2026-12-01', 'error="invalid_token"'],
    [
      'write',
      'Bearer r',
      'role-too-low',
      'the token reader has the role read, this needs write',
      'Bearer error="insufficient_scope", scope="write"',
    ],
    ['admin', 'Bearer w', 'role-too-low', 'has the role write, this needs admin', 'scope="admin"'],
  ])('that needs %s with %s is %s', async (needed, header, code, words, challenge) => {
    const { message, headers, ...failure } = await refusal(needed, header);
    expect(failure.code).toBe(code);
    expect(message).toContain(words);
    expect(headers['WWW-Authenticate']).toContain(challenge);
  });

  it('is refused where tokens cannot be read, without a challenge', async () => {
    const { code, headers, message } = await refusal('read', 'Bearer broken');
    expect([code, headers]).toEqual(['tokens-unreadable', {}]);
    expect(message).not.toContain('EACCES');
  });

  it('with a wrong token is told to wait after some, one with a right token is not', async () => {
    const failures = failureLimit({ most: 1, now: () => now });
    // No token at all is how a browser begins.
    for (let times = 0; times < 3; times++)
      expect((await refusal('read', null, failures)).code).toBe('token-required');
    expect((await refusal('read', 'Bearer x', failures)).code).toBe('token-refused');
    const { code, headers, message } = await refusal('read', 'Bearer x', failures);
    expect([code, headers]).toEqual(['too-many-failures', { 'Retry-After': '60' }]);
    expect(message).toBe('too many failed attempts to authenticate (wait 60 s, or send a valid token)');
    expect((await asks('read', 'Bearer r', failures)).name).toBe('reader');
    expect((await refusal('read', 'Bearer old', failures)).code).toBe('token-expired');
  });

  it.each<[string | null, string]>([
    [
      null,
      '(send "Authorization: Bearer <token>", or Basic authentication with its name as user and the token as password)',
    ],
    ['Bearer x', '(it may have been revoked: ask the operator of the service for a new one)'],
    ['Bearer old', '(ask the operator of the service for a new one)'],
    ['Bearer r', '(use a token with that role)'],
    ['Bearer broken', '(its logs say why)'],
  ])('with %s is told what to do', async (header, hint) => {
    const { message } = await refusal('admin', header);
    expect(message.endsWith(` ${hint}`)).toBe(true);
  });

  it('never has what was sent repeated', async () => {
    for (const header of ['Bearer secret', basic('secret:secret'), 'secret'])
      expect(JSON.stringify(await refusal('read', header))).not.toMatch(/secret/);
  });
});
