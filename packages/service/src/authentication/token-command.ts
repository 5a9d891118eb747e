import { randomBytes } from 'node:crypto';
import type { Command } from '@modelfolio/command-line';
import {
  realDisk,
  type Clock,
  type DiskReading,
  type DiskWriting,
  type Terminal,
} from '@modelfolio/command-line/effects';
import { table, textFlag, textFlags, type FlagValues } from '@modelfolio/command-line/flags';
import { UsageError } from '@modelfolio/command-line/usage-error';
import { choiceOf, unexpected, wholeNumber } from '@modelfolio/command-line/value-flags';
import { Failure } from '@modelfolio/failures';
import { mintToken } from './mint-token.ts';
import { roles, tokenRoles, type Role } from './role.ts';
import { tokenHash } from './token-hash.ts';
import { scopeName, tokenName, type TokenRecord } from './token-record.ts';
import { formatTokens, parseTokens } from './tokens-file.ts';

interface TokenEffects extends Pick<Clock, 'now'>, Pick<Terminal, 'print' | 'note'> {
  readonly environment: Readonly<Record<string, string | undefined>>;
}

interface Options {
  /** The program as a person types it. */
  readonly program: string;
  readonly disk?: Pick<DiskReading, 'readFile'> & Pick<DiskWriting, 'writeFile'>;
  /** As many random bytes as asked for. */
  readonly random?: (bytes: number) => Uint8Array;
}

const dayMs = 86_400_000;

/**
 * The command `token` of a service: creates, lists and revokes the tokens in a file. A new token is printed once, alone, on
 * standard output; the file holds its hash.
 *
 * @example
 * commands: { token: async () => tokenCommand({ program: 'squeeze-service' }) }
 * // $ TOKEN=$(squeeze-service token --tokens tokens.yaml --name alice --role write)
 */
export function tokenCommand<Effects extends TokenEffects>({
  program,
  disk = realDisk(),
  random = randomBytes,
}: Options): Command<Effects> {
  return {
    name: 'token',
    summary: 'creates, lists and revokes the tokens that serve accepts',
    operands: '',
    description:
      'Creates a token, or lists or revokes those of a file. The token is printed once, on standard output; the\n' +
      'file holds its SHA-256 only. A running service notices a change within a second. Run this as the user\n' +
      'that the service runs as: nobody else can read the file.',
    flags: {
      tokens: { type: 'string', value: 'file', description: 'the tokens [TOKENS, tokens.yaml]' },
      name: { type: 'string', value: 'name', description: 'creates a token of this name' },
      role: {
        type: 'string',
        value: 'role',
        description: `what it allows: ${tokenRoles.join(', ')} (default read)`,
      },
      scope: {
        type: 'string',
        value: 'part=role',
        multiple: true,
        description: 'a role in a part, besides the one for all: experiment:12=write; may be given again',
      },
      days: { type: 'string', value: 'days', description: 'days until it expires, or never (default 90)' },
      revoke: { type: 'string', value: 'name', description: 'revokes the token of this name' },
      list: { type: 'boolean', description: 'lists the tokens by name' },
    },
    run: async (operands, flags, effects) => {
      const [given] = operands;
      if (given !== undefined)
        throw new UsageError(`no operand named ${given}`, { hint: `${program} token --help` });
      const wanted = ['name', 'revoke', 'list'].filter((flag) => flags[flag] !== undefined);
      if (wanted.length !== 1)
        throw new UsageError('expected one of --name, --revoke and --list', {
          hint: `${program} token --help`,
        });
      const path = textFlag(flags, 'tokens') ?? (effects.environment['TOKENS'] || 'tokens.yaml');
      const tokens = await read(path, disk, flags['name'] === undefined ? null : []);
      // What was created or revoked is for nobody else to read.
      const write = (changed: readonly TokenRecord[]): Promise<void> =>
        disk.writeFile(path, formatTokens(changed), 0o600);
      if (flags['list'] === true) list(tokens, effects);
      else if (flags['revoke'] === undefined)
        await create(flags, { path, tokens, write, random, program }, effects);
      else await revoke(textFlag(flags, 'revoke') ?? '', { path, tokens, write }, effects);
      return 0;
    },
  };
}

interface Kept {
  readonly path: string;
  readonly tokens: readonly TokenRecord[];
  write(tokens: readonly TokenRecord[]): Promise<void>;
}

async function create(
  flags: FlagValues,
  { path, tokens, write, random, program }: Kept & Required<Pick<Options, 'random' | 'program'>>,
  { now, print, note }: TokenEffects,
): Promise<void> {
  const name = textFlag(flags, 'name') ?? '';
  if (!tokenName.safeParse(name).success)
    throw unexpected(name, '--name', '1 to 64 letters, digits and . _ @ -, a letter or digit first');
  const role = choiceOf(textFlag(flags, 'role') ?? 'read', '--role', tokenRoles);
  const scopes = scopesOf(textFlags(flags, 'scope'));
  const days = textFlag(flags, 'days') ?? '90';
  const lasting = days === 'never' ? null : wholeNumber(days, '--days', { least: 1, most: 36_500 });
  if (tokens.some((token) => token.name === name))
    throw new Failure('token-exists', `there is a token named ${name} already`, {
      file: path,
      hint: `choose another name, or revoke it first: ${program} token --revoke ${name}`,
    });
  const token = mintToken(random);
  const created = now();
  const expires = lasting === null ? null : new Date(created + lasting * dayMs).toISOString();
  await write([
    ...tokens,
    {
      name,
      role,
      ...(scopes && { scopes }),
      sha256: tokenHash(token),
      created: new Date(created).toISOString(),
      expires,
    },
  ]);
  print(token);
  note(
    `${name} (${role}${partsOf(scopes)}) ${expires === null ? 'never expires' : `expires on ${expires.slice(0, 10)}`}; it is shown this once`,
  );
}

async function revoke(name: string, { path, tokens, write }: Kept, { note }: TokenEffects): Promise<void> {
  const left = tokens.filter((token) => token.name !== name);
  if (left.length === tokens.length)
    throw new Failure('token-unknown', `there is no token named ${JSON.stringify(name)}`, {
      file: path,
      hint: '--list shows the names',
    });
  await write(left);
  note(`${name} is revoked`);
}

function list(tokens: readonly TokenRecord[], { now, print, note }: TokenEffects): void {
  if (tokens.length === 0) return note('there are no tokens');
  const time = now();
  print(
    table(
      tokens.map(({ name, role, scopes, created, expires }) => [
        name,
        `${role.padEnd(5)}  created ${created.slice(0, 10)}  ${validity(expires, time)}${partsOf(scopes)}`,
      ]),
    ),
  );
}

const partsOf = (scopes: TokenRecord['scopes']): string =>
  Object.entries(scopes ?? {})
    .map(([scope, role]) => `  ${scope}=${role}`)
    .join('');

/** Roles in parts as a person types them; `undefined` for none. @throws UsageError */
function scopesOf(given: readonly string[]): Record<string, Role> | undefined {
  const scopes = new Map<string, Role>();
  for (const text of given) {
    const at = text.lastIndexOf('=');
    const scope = text.slice(0, Math.max(at, 0));
    if (!scopeName.safeParse(scope).success)
      throw unexpected(text, '--scope', 'a part and a role, such as experiment:12=write');
    if (scopes.has(scope)) throw unexpected(text, '--scope', `one role for ${scope}`);
    scopes.set(scope, choiceOf(text.slice(at + 1), '--scope', roles));
  }
  return scopes.size === 0 ? undefined : Object.fromEntries(scopes);
}

function validity(expires: string | null, time: number): string {
  if (expires === null) return 'never expires';
  return `${Date.parse(expires) <= time ? 'expired' : 'expires'} ${expires.slice(0, 10)}`;
}

/** The tokens of a file. @param whenMissing what there is without a file; `null`: there has to be one */
async function read(
  path: string,
  disk: Pick<DiskReading, 'readFile'>,
  whenMissing: TokenRecord[] | null,
): Promise<TokenRecord[]> {
  try {
    return parseTokens(new TextDecoder().decode(await disk.readFile(path)), path);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause;
    if (whenMissing) return whenMissing;
    throw new Failure('tokens-missing', 'there is no such file', {
      file: path,
      hint: 'name it by --tokens',
      cause,
    });
  }
}
