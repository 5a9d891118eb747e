import type { Clock } from '@modelfolio/command-line/effects';
import { realDatabases, type Databases } from '@modelfolio/project/databases';
import { fromCursor, toCursor } from './cursor.ts';
import { isOverLimit, refuseOverLimit, type Usage } from './refuse-over-limit.ts';
import { defaultScenarioLimits, type ScenarioLimits } from './scenario-limits.ts';
import { scenario } from './scenario.ts';
import { scenarioText, sweptAtOnce, type ScenarioStore, type StoredScenario } from './scenario-store.ts';
import { sqliteFailure } from './sqlite-failure.ts';
import { sqliteVersions } from './sqlite-versions.ts';

/** The clock, the database, and how much may be kept. */
export interface SqliteStoreOptions extends Pick<Clock, 'now'>, Pick<Databases, 'openDatabase'> {
  /** Default: {@link defaultScenarioLimits}. They hold however many programs write to the file. */
  readonly limits: ScenarioLimits;
}

/**
 * Scenarios in one SQLite file: for one machine. Every write is on the disk when it is confirmed.
 *
 * @param file made with its folder when it is not there; `:memory:` keeps nothing
 * @throws ServiceError `store-unavailable` when the file cannot be opened, or is of another program or a newer version
 */
export function sqliteStore(
  file: string,
  {
    now = Date.now,
    openDatabase = realDatabases.openDatabase,
    limits = defaultScenarioLimits,
  }: Partial<SqliteStoreOptions> = {},
): ScenarioStore {
  const database = telling(() => openDatabase(file, { versions: sqliteVersions, writeAhead: true }));
  const statements = {
    get: database.prepare('SELECT * FROM scenarios WHERE id = ? AND coalesce(expires_at > ?, TRUE)'),
    forget: database.prepare('DELETE FROM scenarios WHERE id = ? AND expires_at <= ?'),
    sweep: database.prepare(
      `DELETE FROM scenarios WHERE id IN (SELECT id FROM scenarios WHERE expires_at <= ? LIMIT ${sweptAtOnce})`,
    ),
    usage: database.prepare(
      `SELECT coalesce(sum(scenarios), 0) AS scenarios, coalesce(sum(bytes), 0) AS bytes
       FROM usage WHERE ?1 IS NULL OR owner = ?1`,
    ),
    add: database.prepare(
      `INSERT INTO scenarios (id, model, listed, created_at, expires_at, token_hash, owner, body)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    list: database.prepare(
      `SELECT * FROM scenarios
       WHERE model = ? AND listed = 1 AND (created_at, id) < (?, ?) AND coalesce(expires_at > ?, TRUE)
       ORDER BY created_at DESC, id DESC LIMIT ?`,
    ),
    delete: database.prepare('DELETE FROM scenarios WHERE id = ?1 AND token_hash = coalesce(?2, token_hash)'),
  };
  const find = (id: string, at: number): StoredScenario | null => {
    const found = statements.get.get(id, at);
    return found === undefined ? null : fromRecord(found);
  };
  const usage = (owner: string | null): Usage => statements.usage.get(owner) as unknown as Usage;
  // The statements do not wait; rejections and results arrive as those of any other store do.
  const asked = async <Result>(work: () => Result): Promise<Result> => telling(work);
  /** Work that happens as a whole or not at all, whoever else writes. */
  const whole = <Result>(work: () => Result): Result => {
    database.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      database.exec('COMMIT');
      return result;
    } catch (error) {
      // Some errors, such as that of a full disk, have undone it already.
      if (database.isTransaction) database.exec('ROLLBACK');
      throw error;
    }
  };

  const sweep = (): number => Number(statements.sweep.run(now()).changes);
  const add = (entry: StoredScenario, { text, bytes }: { text: string; bytes: number }) =>
    whole(() => {
      const { id, createdAt, expiresAt, tokenHash, owner, scenario: kept } = entry;
      const at = now();
      statements.forget.run(id, at);
      const there = find(id, at);
      if (there) return { isNew: false, entry: there };
      refuseOverLimit(limits, bytes, { owner: usage(owner), all: usage(null) });
      statements.add.run(id, kept.model, kept.listed ? 1 : 0, createdAt, expiresAt, tokenHash, owner, text);
      return { isNew: true, entry };
    });

  return {
    put: (entry) =>
      asked(() => {
        const kept = scenarioText(entry.scenario);
        for (;;)
          try {
            return add(entry, kept);
          } catch (error) {
            // What has expired takes nobody's place.
            if (!isOverLimit(error) || sweep() === 0) throw error;
          }
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
    sweep: () => asked(sweep),
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
    owner: record['owner'] as string,
    createdAt: record['created_at'] as number,
    expiresAt: record['expires_at'] as number | null,
    scenario: scenario.parse(JSON.parse(record['body'] as string)),
  };
}

function telling<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw sqliteFailure(error);
  }
}
