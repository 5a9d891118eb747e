import { chmod, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@modelfolio/command-line/testing/temporary-folder';
import { replaceFile } from '@modelfolio/command-line/files';
import { describe, expect, it } from 'vitest';
import type { LogEntry } from '../request-log.ts';
import { openTokens, type TokensDisk } from './open-tokens.ts';
import { tokenHash } from './token-hash.ts';
import type { TokenRecord } from './token-record.ts';
import { formatTokens } from './tokens-file.ts';

const record = (name: string, token: string): TokenRecord => ({
  name,
  role: 'read',
  sha256: tokenHash(token),
  created: '2026-12-01T00:00:00.000Z',
  expires: null,
});
const alice = record('alice', 'a');
const bob = record('bob', 'b');

async function opened(tokens: readonly TokenRecord[], disk?: TokensDisk) {
  const path = join(await temporaryFolder(), 'tokens.yaml');
  await writeFile(path, formatTokens(tokens));
  const clock = { time: 0 };
  const entries: LogEntry[] = [];
  const watching = { now: () => clock.time, log: (entry: LogEntry) => entries.push(entry) };
  const { find } = await openTokens(path, watching, ...(disk ? [disk] : []));
  return { path, clock, entries, find: (token: string, name: string | null = null) => find({ name, token }) };
}

describe('tokens', () => {
  it('are found by themselves, or with their name', async () => {
    const { find } = await opened([alice, bob]);
    expect(await find('a')).toEqual(alice);
    expect(await find('b')).toEqual(bob);
    expect(await find('b', 'bob')).toEqual(bob);
    expect(await find('b', 'alice')).toBeNull();
    expect(await find('c')).toBeNull();
    expect(await find('')).toBeNull();
    // The hash is no token.
    expect(await find(alice.sha256)).toBeNull();
  });

  it('are revoked and added while the service runs, within a second', async () => {
    const { path, clock, find } = await opened([alice]);
    await replaceFile(path, formatTokens([bob]));
    clock.time += 999;
    expect([await find('a'), await find('b')]).toEqual([alice, null]);
    clock.time += 1;
    expect([await find('a'), await find('b')]).toEqual([null, bob]);
    await replaceFile(path, formatTokens([]));
    clock.time += 1000;
    expect(await find('b')).toBeNull();
  });

  it('are noticed to have changed behind a link too', async () => {
    const folder = await temporaryFolder();
    const [path, one, other] = ['link', 'one', 'other'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    await writeFile(one, formatTokens([alice]));
    await writeFile(other, formatTokens([bob]));
    await symlink(one, path);
    let time = 0;
    const { find } = await openTokens(path, { now: () => time, log: () => {} });
    await rm(path);
    await symlink(other, path);
    time += 1000;
    expect(await find({ name: null, token: 'b' })).toEqual(bob);
  });

  it('let nobody in while they cannot be read, which is told once, and recover', async () => {
    const { path, clock, find, entries } = await opened([alice]);
    for (const text of ['tokens: [', null]) {
      await (text === null ? rm(path) : writeFile(path, text));
      clock.time += 1000;
      await expect(find('a')).rejects.toThrow('tokens.yaml');
      await expect(find('a')).rejects.toThrow('tokens.yaml');
    }
    expect(entries).toEqual([
      {
        severity: 'ERROR',
        message: expect.stringMatching(
          /^requests are refused until the tokens can be read: .*tokens\.yaml: 1:\d+/,
        ),
      },
    ]);
    await writeFile(path, formatTokens([alice]));
    expect(await find('a')).toEqual(alice);
    await rm(path);
    clock.time += 1000;
    await expect(find('a')).rejects.toThrow('there is no such file');
    expect(entries).toHaveLength(2);
  });

  it('are read once for all requests that come at the same time', async () => {
    const asked: string[] = [];
    let version = '1';
    const disk: TokensDisk = {
      versionOf: async () => {
        asked.push('version');
        return version;
      },
      readText: async () => {
        asked.push('text');
        return formatTokens([alice]);
      },
    };
    const { clock, find } = await opened([], disk);
    asked.length = 0;
    clock.time += 1000;
    await Promise.all(Array.from({ length: 100 }, () => find('a')));
    expect(asked).toEqual(['version']);
    version = '2';
    clock.time += 1000;
    expect(await Promise.all(Array.from({ length: 100 }, () => find('a')))).toEqual(Array(100).fill(alice));
    expect(asked).toEqual(['version', 'version', 'text']);
  });
});

describe('a service does not start', () => {
  const watching = { now: () => 0, log: () => {} };

  it('without a file of tokens', async () => {
    await expect(openTokens('/nowhere/tokens.yaml', watching)).rejects.toThrow(
      '/nowhere/tokens.yaml: there is no such file (create it with the token command)',
    );
  });

  it('with a file that holds no token', async () => {
    await expect(opened([])).rejects.toThrow('it holds no token');
  });

  it.skipIf(process.getuid?.() === 0)('with a file that it may not read', async () => {
    const path = join(await temporaryFolder(), 'tokens.yaml');
    await writeFile(path, formatTokens([alice]));
    await chmod(path, 0);
    await expect(openTokens(path, watching)).rejects.toThrow('EACCES');
  });
});
