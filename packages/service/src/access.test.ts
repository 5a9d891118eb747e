import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@modelfolio/command-line/testing/temporary-folder';
import { describe, expect, it } from 'vitest';
import { openAccess } from './access.ts';
import { tokenHash } from './authentication/token-hash.ts';
import { formatTokens } from './authentication/tokens-file.ts';

async function opened(values: Partial<Parameters<typeof openAccess>[0]>) {
  const said: string[] = [];
  const access = await openAccess(
    { host: '127.0.0.1', tokens: null, allowAnonymous: false, allowedHosts: [], ...values },
    {
      program: 'squeeze-service',
      now: () => 0,
      log: ({ severity, message }) => said.push(`${severity} ${message}`),
    },
  );
  return { ...access, said };
}

describe('access', () => {
  it.each(['127.0.0.1', '::1', 'localhost', '::ffff:127.0.0.1'])('at %s needs no token', async (host) => {
    expect(await opened({ host })).toEqual({ tokens: null, host, allowedHosts: [], said: [] });
  });

  it.each(['0.0.0.0', '::', '', '10.0.0.1', 'example.org'])(
    'at %j is refused without tokens',
    async (host) => {
      await expect(opened({ host })).rejects.toThrow(
        expect.objectContaining({
          code: 'usage',
          message: expect.stringMatching(
            /^listening on (?:\S+|all addresses) needs tokens: .*"squeeze-service token --tokens tokens\.yaml --name me --role write".*--allow-anonymous\)$/,
          ),
        }),
      );
    },
  );

  it('at other addresses may be anonymous where a flag says so, which the log tells', async () => {
    const { tokens, said } = await opened({ host: '0.0.0.0', allowAnonymous: true });
    expect(tokens).toBeNull();
    expect(said).toEqual([
      'WARNING anyone who can reach 0.0.0.0 may do everything: anonymous access is allowed and there are no tokens',
    ]);
  });

  it.each([
    ['127.0.0.1', false],
    ['0.0.0.0', false],
    ['0.0.0.0', true],
  ])(
    'at %s needs a token once there are tokens, anonymous access allowed: %s',
    async (host, allowAnonymous) => {
      const path = join(await temporaryFolder(), 'tokens.yaml');
      const created = '2026-12-01T00:00:00Z';
      await writeFile(
        path,
        formatTokens([{ name: 'a', role: 'read', sha256: tokenHash('x'), created, expires: null }]),
      );
      const { tokens, said } = await opened({ host, tokens: path, allowAnonymous });
      expect(await tokens?.find({ name: null, token: 'x' })).toMatchObject({ name: 'a' });
      expect(said).toEqual([]);
    },
  );

  it('is refused where the tokens are not there, on loopback too', async () => {
    await expect(opened({ tokens: '/nowhere/tokens.yaml' })).rejects.toThrow('there is no such file');
  });
});
