import pg from 'pg';
import { preparePostgresStore } from '../database/prepare-postgres.ts';
import { postgresTransaction } from '../database/postgres-transaction.ts';
import { UniqueViolation } from '../database/database.ts';
import { operations } from '../operations/operations.ts';
import { perform, type Asked } from '../operations/perform.ts';
import type { Store } from '../store.ts';
import { toMlflowError } from './sql-words.ts';

interface Options {
  /** Where artifacts of new experiments go. */
  readonly artifactRoot: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Connections at most (default 10). */
  readonly connections?: number;
  /** Seconds that a statement may take (default 20). */
  readonly searchSeconds?: number;
}

/** How often something is tried whose rows another client has changed meanwhile. */
const tries = 5;

/**
 * A store on PostgreSQL. Each operation is a transaction of its own; where two clients change the same at once, one of them
 * is done again.
 *
 * @param url `postgresql://user:password@host:port/database`
 * @throws Failure where it cannot be reached or is no store
 */
export async function openPostgresStore(
  url: string,
  { artifactRoot, now, connections = 10, searchSeconds = 20 }: Options,
): Promise<Store> {
  await preparePostgresStore(url, { artifactRoot, now: now() });
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    application_name: 'modelfolio-experiments',
    connectionTimeoutMillis: 10_000,
    statement_timeout: searchSeconds * 1000,
    types: { getTypeParser },
  });
  // A connection that breaks while nobody uses it is replaced by the next one who needs one.
  pool.on('error', () => {});

  async function once(asked: Asked, writes: boolean): Promise<string> {
    const client = await pool.connect();
    try {
      await client.query(writes ? 'BEGIN' : 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
      const answer = await perform(asked, postgresTransaction(client), { artifactRoot, now });
      await client.query('COMMIT');
      client.release();
      return answer;
    } catch (error) {
      const isBroken = await client.query('ROLLBACK').then(
        () => false,
        () => true,
      );
      client.release(isBroken);
      throw error;
    }
  }

  return {
    call: async (name, json, { server, experiments }, signal) => {
      const { writes } = operations[name];
      for (let left = tries; ; left--)
        try {
          signal?.throwIfAborted();
          return await once({ name, json, caller: { server, experiments } }, writes);
        } catch (error) {
          if (signal?.aborted || left <= 1 || !isMoved(error)) throw toMlflowError(error);
        }
    },
    close: () => pool.end(),
  };
}

/** Whether another client was first, or in the way: serialization failure, deadlock. */
const isMoved = (error: unknown): boolean =>
  error instanceof UniqueViolation || ['40001', '40P01'].includes((error as { code?: string }).code ?? '');

/** Whole numbers of 64 bits as numbers where they are exact; the rest as the driver has it. */
const getTypeParser = ((oid: Parameters<typeof pg.types.getTypeParser>[0], format?: 'text') =>
  oid === pg.types.builtins.INT8
    ? (text: string) => (Number.isSafeInteger(Number(text)) ? Number(text) : BigInt(text))
    : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser;
