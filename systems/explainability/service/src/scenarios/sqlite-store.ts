import type { Clock } from '@modelfolio/command-line/effects';
import { Failure } from '@modelfolio/failures';
import { realDatabases, type Databases } from '@modelfolio/project/databases';
import { ServiceError } from '../service-error.ts';
import { fromCursor, toCursor } from './cursor.ts';
import { scenario } from './scenario.ts';
import { scenarioText, type ScenarioStore, type StoredScenario } from './scenario-store.ts';

/** Each brings a database of one version to the next; what is here is never changed. */
const versions = [
  `CREATE TABLE scenarios (
     id TEXT PRIMARY KEY,
     model TEXT NOT NULL,
     listed INTEGER NOT NULL,
     created_at INTEGER NOT NULL,
     expires_at INTEGER,
     token_hash TEXT NOT NULL,
     body TEXT NOT NULL
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX scenarios_listed ON scenarios (model, listed, created_at DESC, id DESC);
   CREATE INDEX scenarios_expiring ON scenarios (expires_at) WHERE expires_at IS NOT NULL;`,
];

/** The clock and the database. */
export type SqliteStoreEffects = Pick<Clock, 'now'> & Pick<Databases, 'openDatabase'>;

/**
 * Scenarios in one SQLite file: for one machine. Every write is on the disk when it is confirmed.
 *
 * @param file made with its folder when it is not there; `:memory:` keeps nothing
 * @throws ServiceError `store-unavailable` when the file cannot be opened, or is of another program or a newer version
 */
export function sqliteStore(
  file: string,
  { now = Date.now, openDatabase = realDatabases.openDatabase }: Partial<SqliteStoreEffects> = {},
): ScenarioStore {
  const database = telling(() => openDatabase(file, { versions, writeAhead: true }));
  const statements = {
    get: database.prepare('SELECT * FROM scenarios WHERE id = ? AND coalesce(expires_at > ?, TRUE)'),
    forget: database.prepare('DELETE FROM scenarios WHERE expires_at <= ?'),
    add: database.prepare(
      `INSERT INTO scenarios (id, model, listed, created_at, expires_at, token_hash, body)
       VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    ),
    list: database.prepare(
      `SELECT * FROM scenarios
       WHERE model = ? AND listed = 1 AND (created_at, id) < (?, ?) AND coalesce(expires_at > ?, TRUE)
       ORDER BY created_at DESC, id DESC LIMIT ?`,
    ),
    delete: database.prepare('DELETE FROM scenarios WHERE id = ? AND token_hash = ?'),
  };
  const find = (id: string, at: number): StoredScenario | null => {
    const found = statements.get.get(id, at);
    return found === undefined ? null : fromRecord(found);
  };
  // The statements do not wait; rejections and results arrive as those of any other store do.
  const asked = async <Result>(work: () => Result): Promise<Result> => telling(work);

  return {
    put: (entry) =>
      asked(() => {
        const { id, createdAt, expiresAt, tokenHash, scenario: kept } = entry;
        const body = scenarioText(kept);
        const at = now();
        statements.forget.run(at);
        const { changes } = statements.add.run(
          id,
          kept.model,
          kept.listed ? 1 : 0,
          createdAt,
          expiresAt,
          tokenHash,
          body,
        );
        if (changes === 1) return { isNew: true, entry };
        return { isNew: false, entry: find(id, at) ?? entry };
      }),
    get: (id) => asked(() => find(id, now())),
    list: ({ model, cursor, limit }) =>
      asked(() => {
        const from = fromCursor(cursor) ?? { createdAt: Number.MAX_SAFE_INTEGER, id: '' };
        const found = statements.list
          .all(model, from.createdAt, from.id, now(), limit + 1)
          .map((record) => fromRecord(record));
        const scenarios = found.slice(0, limit);
        const last = scenarios.at(-1);
        return { scenarios, cursor: last && found.length > limit ? toCursor(last) : null };
      }),
    delete: (id, tokenHash) =>
      asked(() => {
        if (!find(id, now())) return 'missing';
        return statements.delete.run(id, tokenHash).changes === 1 ? 'deleted' : 'refused';
      }),
    check: async () => {
      try {
        database.prepare('SELECT 1 FROM scenarios LIMIT 1').get();
        return null;
      } catch (error) {
        return (error as Error).message;
      }
    },
    close: async () => {
      if (database.isOpen) database.close();
    },
  };
}

function fromRecord(record: Record<string, unknown>): StoredScenario {
  return {
    id: record['id'] as string,
    tokenHash: record['token_hash'] as string,
    createdAt: record['created_at'] as number,
    expiresAt: record['expires_at'] as number | null,
    scenario: scenario.parse(JSON.parse(record['body'] as string)),
  };
}

function telling<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (cause) {
    if (cause instanceof ServiceError) throw cause;
    if (cause instanceof Failure)
      throw new ServiceError('store-unavailable', cause.reason, { ...cause.place, hint: cause.hint, cause });
    throw new ServiceError('store-unavailable', `the database: ${(cause as Error).message}`, { cause });
  }
}
