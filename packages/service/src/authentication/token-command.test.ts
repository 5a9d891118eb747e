import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runProgram } from '@modelfolio/command-line';
import { temporaryFolder } from '@modelfolio/command-line/testing/temporary-folder';
import { beforeEach, describe, expect, it } from 'vitest';
import { tokenCommand } from './token-command.ts';
import { tokenHash } from './token-hash.ts';
import { parseTokens } from './tokens-file.ts';

let folder: string;
let file: string;
const clock = { time: 0 };
beforeEach(async () => {
  folder = await temporaryFolder();
  file = join(folder, 'tokens.yaml');
  clock.time = Date.parse('2026-12-01T00:00:00Z');
});

async function token(...args: string[]): Promise<{ code: number; out: string[]; err: string[] }> {
  const said = { out: [] as string[], err: [] as string[] };
  const effects = {
    now: () => clock.time,
    print: (line: string) => said.out.push(line),
    note: (line: string) => said.err.push(line),
    environment: { TOKENS: file },
  };
  const program = {
    name: 'squeeze-service',
    summary: '',
    version: '',
    commonFlags: {},
    commands: { token: async () => tokenCommand<typeof effects>({ program: 'squeeze-service' }) },
  };
  const code = await runProgram(program, ['token', ...args], effects);
  return { code, ...said };
}
const kept = async () => parseTokens(await readFile(file, 'utf8'), file);

describe('the command token', () => {
  it('prints a new token alone, and keeps its hash where nobody else reads it', async () => {
    const { code, out, err } = await token('--name', 'alice', '--role', 'write', '--days', '10');
    expect([code, out]).toEqual([0, [expect.stringMatching(/^mf_[\w-]{43}$/)]]);
    expect(err).toEqual(['alice (write) expires on 2026-12-11; it is shown this once']);
    expect(await kept()).toEqual([
      {
        name: 'alice',
        role: 'write',
        sha256: tokenHash(out[0] ?? ''),
        created: '2026-12-01T00:00:00.000Z',
        expires: '2026-12-11T00:00:00.000Z',
      },
    ]);
    expect(await readFile(file, 'utf8')).not.toContain(out[0]);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('tells in its help what each flag is and takes by default', async () => {
    const { code, out } = await token('--help');
    const help = out.join('\n');
    expect(code).toBe(0);
    for (const words of [
      'squeeze-service token',
      'The token is printed once, on standard output',
      'Run this as the user',
      'the tokens [TOKENS, tokens.yaml]',
      'creates a token of this name',
      'what it allows: none, read, write, admin (default read)',
      'a role in a part, besides the one for all: experiment:12=write',
      'days until it expires, or never (default 90)',
      'revokes the token of this name',
      'lists the tokens by name',
    ])
      expect(help).toContain(words);
    expect(help).toMatch(
      /--tokens <file>[^]*--name <name>[^]*--role <role>[^]*--days <days>[^]*--revoke <name>/,
    );
  });

  it('keeps the others, and takes 90 days and reading where nothing is said', async () => {
    const [alice, bob] = [await token('--name', 'alice'), await token('--name', 'bob', '--days', 'never')];
    expect(await kept()).toMatchObject([
      { name: 'alice', role: 'read', expires: '2027-03-01T00:00:00.000Z' },
      { name: 'bob', role: 'read', expires: null },
    ]);
    expect(alice.out).not.toEqual(bob.out);
    expect(bob.err).toEqual(['bob (read) never expires; it is shown this once']);
  });

  it('writes the file that the flag names, and makes its folder', async () => {
    await token('--tokens', join(folder, 'a/b.yaml'), '--name', 'alice');
    expect((await stat(join(folder, 'a/b.yaml'))).isFile()).toBe(true);
    await expect(stat(file)).rejects.toThrow('ENOENT');
  });

  it('makes a file that others could read private', async () => {
    await writeFile(file, '', { mode: 0o644 });
    await token('--name', 'alice');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('lists names, roles and how long they last', async () => {
    await token('--name', 'alice', '--days', '1');
    await token('--name', 'bob-and-co', '--role', 'admin', '--days', 'never');
    await token('--name', 'carl', '--days', '2');
    clock.time += 86_400_000;
    expect((await token('--list')).out).toEqual([
      '  alice       read   created 2026-12-01  expired 2026-12-02\n' +
        '  bob-and-co  admin  created 2026-12-01  never expires\n' +
        '  carl        read   created 2026-12-01  expires 2026-12-03',
    ]);
  });

  it('keeps and tells roles in parts', async () => {
    const scopes = ['--scope', 'experiment:12=write', '--scope', 'model:a=b=read'];
    const { err } = await token('--name', 'alice', '--role', 'none', ...scopes.slice(0, 2));
    expect(err[0]).toMatch(/^alice \(none  experiment:12=write\) expires/);
    await token(
      '--name',
      'bob',
      '--scope',
      'experiment:1=admin',
      '--scope',
      'model:lemon-1=read',
      '--days',
      'never',
    );
    expect(await kept()).toMatchObject([
      { name: 'alice', role: 'none', scopes: { 'experiment:12': 'write' } },
      { name: 'bob', role: 'read', scopes: { 'experiment:1': 'admin', 'model:lemon-1': 'read' } },
    ]);
    expect((await token('--list')).out[0]).toMatch(
      /bob +read .*never expires  experiment:1=admin  model:lemon-1=read$/,
    );
    await expect(token('--name', 'carl', ...scopes)).rejects.toThrow('--scope');
  });

  it('revokes one and leaves the others', async () => {
    await token('--name', 'alice');
    await token('--name', 'bob');
    expect(await token('--revoke', 'alice')).toEqual({ code: 0, out: [], err: ['alice is revoked'] });
    expect((await kept()).map(({ name }) => name)).toEqual(['bob']);
    await token('--revoke', 'bob');
    expect((await token('--list')).err).toEqual(['there are no tokens']);
  });

  it.each([
    [[], 'expected one of --name, --revoke and --list'],
    [['--name', 'a', '--list'], 'expected one of --name, --revoke and --list'],
    [['alice'], 'no operand named alice'],
    [['--name', 'a:b'], '--name: expected 1 to 64 letters'],
    [['--name', ''], '--name: expected 1 to 64 letters'],
    [['--name', 'a', '--role', 'root'], '--role: expected one of none, read, write, admin, received "root"'],
    [['--name', 'a', '--scope', 'experiment:1'], '--scope: expected a part and a role'],
    [['--name', 'a', '--scope', '=write'], '--scope: expected a part and a role'],
    [['--name', 'a', '--scope', 'everything=write'], '--scope: expected a part and a role'],
    [
      ['--name', 'a', '--scope', 'experiment:1=none'],
      '--scope: expected one of read, write, admin, received "none"',
    ],
    [
      ['--name', 'a', '--scope', 'experiment:1=read', '--scope', 'experiment:1=write'],
      '--scope: expected one role for experiment:1',
    ],
    [['--name', 'a', '--days', '0'], '--days: expected a whole number from 1 to 36500, received "0"'],
    [['--name', 'alice'], 'there is a token named alice already (choose another name, or revoke it first'],
    [['--revoke', 'bob'], 'there is no token named "bob" (--list shows the names)'],
  ])('%j is refused in one line and changes nothing', async (args, message) => {
    await token('--name', 'alice');
    const before = await readFile(file);
    await expect(token(...args)).rejects.toThrow(message);
    expect(await readFile(file)).toEqual(before);
  });

  it('says that the file is not there, is no file of tokens or cannot be read, and leaves it', async () => {
    await expect(token('--list')).rejects.toThrow('tokens.yaml: there is no such file (name it by --tokens)');
    await expect(token('--revoke', 'a')).rejects.toThrow('there is no such file');
    await writeFile(file, 'tokens: [');
    await expect(token('--name', 'a')).rejects.toThrow('tokens.yaml: 1:');
    expect(await readFile(file, 'utf8')).toBe('tokens: [');
    await mkdir(join(folder, 'folder'));
    await expect(token('--tokens', join(folder, 'folder'), '--name', 'a')).rejects.toThrow('EISDIR');
  });
});
