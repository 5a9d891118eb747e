import { timingSafeEqual } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { Failure } from '@modelfolio/failures';
import type { LogEntry } from '../request-log.ts';
import type { Credentials } from './credentials-of.ts';
import { tokenHash } from './token-hash.ts';
import type { TokenRecord } from './token-record.ts';
import { parseTokens } from './tokens-file.ts';

/** The tokens that a service accepts. */
export interface Tokens {
  /**
   * The record of a token, expired or not; `null` for an unknown one.
   *
   * @throws Failure when the file cannot be read any more: a token that may have been revoked is not accepted
   */
  find(shown: Credentials): Promise<TokenRecord | null>;
}

interface Watching {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Gets one line when the file cannot be read any more. */
  readonly log: (entry: LogEntry) => void;
}

/** How the file is read. */
export interface TokensDisk {
  readText(path: string): Promise<string>;
  /** Differs whenever the file has changed. */
  versionOf(path: string): Promise<string>;
}

const realTokensDisk: TokensDisk = {
  readText: (path) => readFile(path, 'utf8'),
  versionOf: async (path) => {
    // Follows links: Kubernetes updates a mounted secret by replacing the folder behind one.
    const { ino, mtimeMs, size } = await stat(path);
    return [ino, mtimeMs, size].join();
  },
};

/** How often the file is looked at, at most: a revoked token is accepted no longer than this. */
const sameForMs = 1000;

/**
 * Opens a file of tokens. It is read again when it has changed: a token is revoked, or a new one accepted, within a second
 * and without a restart.
 *
 * @throws Failure where it cannot be read or holds no token
 */
export async function openTokens(
  path: string,
  { now, log }: Watching,
  disk: TokensDisk = realTokensDisk,
): Promise<Tokens> {
  let known: { version: string; entries: readonly Entry[] } = { version: '', entries: [] };
  let lookedAt = 0;
  let looking: Promise<void> | null = null;
  let isTold = false;

  async function look(): Promise<void> {
    const version = await disk.versionOf(path).catch(unreadable(path));
    if (version !== known.version) {
      const text = await disk.readText(path).catch(unreadable(path));
      known = { version, entries: parseTokens(text, path).map(toEntry) };
    }
    lookedAt = now();
    isTold = false;
  }

  /** One read for all requests that wait meanwhile. */
  async function lookAgain(): Promise<void> {
    try {
      await look();
    } catch (error) {
      if (!isTold)
        log({
          severity: 'ERROR',
          message: `requests are refused until the tokens can be read: ${(error as Error).message}`,
        });
      isTold = true;
      throw error;
    } finally {
      looking = null;
    }
  }

  await look();
  if (known.entries.length === 0)
    throw new Failure('tokens-missing', 'it holds no token, so nobody could use the service', {
      file: path,
      hint: 'add one with the token command',
    });
  return {
    find: async ({ name, token }) => {
      if (Math.abs(now() - lookedAt) >= sameForMs) await (looking ??= lookAgain());
      return found(known.entries, Buffer.from(tokenHash(token), 'hex'), name);
    },
  };
}

interface Entry {
  readonly hash: Buffer;
  readonly record: TokenRecord;
}

const toEntry = (record: TokenRecord): Entry => ({ hash: Buffer.from(record.sha256, 'hex'), record });

/** Compares with every token in constant time: the time taken says nothing about any of them. */
function found(entries: readonly Entry[], hash: Buffer, name: string | null): TokenRecord | null {
  let fitting: TokenRecord | null = null;
  for (const entry of entries) if (timingSafeEqual(entry.hash, hash)) fitting = entry.record;
  return name === null || fitting?.name === name ? fitting : null;
}

const unreadable =
  (path: string) =>
  (cause: NodeJS.ErrnoException): never => {
    const isMissing = cause.code === 'ENOENT';
    throw new Failure('tokens-unreadable', isMissing ? 'there is no such file' : cause.message, {
      file: path,
      hint: isMissing
        ? 'create it with the token command'
        : 'it must be readable for the user that runs the service',
      cause,
    });
  };
