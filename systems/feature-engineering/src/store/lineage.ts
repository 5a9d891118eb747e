import type { DatabaseSync } from 'node:sqlite';
import { realClock, type Clock } from '@modelfolio/command-line/effects';
import { realDatabases, type Databases } from '@modelfolio/project/databases';
import { FeaturesError } from '../features-error.ts';
import { openLineageDatabase } from './lineage-database.ts';

/** What a path held at a time. */
export interface Snapshot {
  readonly path: string;
  /** As in the `.dvc` file: of a folder with `.dir`. */
  readonly md5: string;
  readonly size: number;
  /** `null` where it is no table. */
  readonly rows: number | null;
  readonly columns: number | null;
  /** ISO 8601, in UTC. */
  readonly createdAt: string;
  readonly note: string | null;
}

/** What made a content. */
export interface Maker {
  /** Digest of the fitted pipeline's state, if one was at work. */
  readonly state: string | null;
  readonly command: string;
}

/** One content was made of another. */
export interface Step extends Maker {
  readonly output: string;
  readonly input: string;
  readonly createdAt: string;
}

/** Contents that one comes from, or that come from it, and the steps between them. */
export interface Ancestry {
  /** In order of their digits, without the one asked for unless it comes from itself. */
  readonly digests: string[];
  /** In the order in which they were recorded. */
  readonly steps: Step[];
}

/** Snapshots of data, and what was made of what. */
export interface Lineage {
  snapshot(of: Omit<Snapshot, 'createdAt' | 'note'> & { note?: string | null }): Snapshot;
  /** Records that a content was made of others; what is recorded already stays as it is. */
  lineage(output: string, inputs: readonly string[], by: Maker): void;
  /** What a path held, the oldest first. */
  history(path: string): Snapshot[];
  ancestors(md5: string): Ancestry;
  descendants(md5: string): Ancestry;
  close(): void;
}

/** The clock and the database. */
export type LineageEffects = Pick<Clock, 'now'> & Pick<Databases, 'openDatabase'>;

/**
 * Opens the database of snapshots and lineage, making it on first use.
 *
 * @param file usually `.modelfolio/features.db` in the project
 * @param effects others than the real clock and disk
 * @throws FeaturesError `state-newer` when a later version made it, `store-damaged` when it is no such database
 *
 * @example
 * const lineage = openLineage('.modelfolio/features.db');
 * lineage.lineage(made.md5, [raw.md5], { state, command: 'features run' });
 */
export function openLineage(file: string, effects: Partial<LineageEffects> = {}): Lineage {
  const { now, openDatabase }: LineageEffects = { ...realClock, ...realDatabases, ...effects };
  const database = openLineageDatabase(file, { openDatabase });
  const time = (): string => new Date(now()).toISOString();
  return {
    snapshot({ path, md5, size, rows, columns, note = null }) {
      checkDigest(md5);
      const made = { path, md5, size, rows, columns, createdAt: time(), note };
      database
        .prepare(
          'INSERT INTO snapshots (path, md5, size, rows, columns, created_at, note) VALUES (?, ?, ?, ?, ?, ?, ?)',
        )
        .run(path, md5, size, rows, columns, made.createdAt, note);
      return made;
    },
    lineage(output, inputs, { state, command }) {
      for (const md5 of [output, ...inputs]) checkDigest(md5);
      const insert = database.prepare(
        "INSERT OR IGNORE INTO steps (output, input, state, command, created_at) VALUES (?, ?, coalesce(?, ''), ?, ?)",
      );
      const at = time();
      whole(database, () => {
        for (const input of inputs) insert.run(output, input, state, command, at);
      });
    },
    history: (path) =>
      database
        .prepare(
          'SELECT path, md5, size, rows, columns, created_at AS createdAt, note FROM snapshots WHERE path = ? ORDER BY id',
        )
        .all(path)
        .map((row) => ({ ...row }) as unknown as Snapshot),
    ancestors: (md5) => reach(database, md5, 'output', 'input'),
    descendants: (md5) => reach(database, md5, 'input', 'output'),
    close: () => database.close(),
  };
}

/** UNION takes each content once, so that a circle ends. */
function reach(
  database: DatabaseSync,
  md5: string,
  from: 'output' | 'input',
  to: 'output' | 'input',
): Ancestry {
  checkDigest(md5);
  const reached = `WITH RECURSIVE reached (md5) AS (
    SELECT ${to} FROM steps WHERE ${from} = ?1
    UNION
    SELECT ${to} FROM steps JOIN reached ON ${from} = reached.md5
  )`;
  const digests = database.prepare(`${reached} SELECT md5 FROM reached ORDER BY md5`).all(md5);
  const steps = database
    .prepare(
      `${reached} SELECT output, input, nullif(state, '') AS state, command, created_at AS createdAt FROM steps
       WHERE ${from} = ?1 OR ${from} IN (SELECT md5 FROM reached) ORDER BY id`,
    )
    .all(md5);
  return {
    digests: digests.map((row) => String(row['md5'])),
    steps: steps.map((row) => ({ ...row }) as unknown as Step),
  };
}

function whole(database: DatabaseSync, work: () => void): void {
  database.exec('BEGIN IMMEDIATE');
  try {
    work();
    database.exec('COMMIT');
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
}

function checkDigest(md5: string): void {
  if (/^[0-9a-f]{32}(?:\.dir)?$/.test(md5)) return;
  throw new FeaturesError('value-invalid', `${JSON.stringify(md5)} is no md5`, {
    hint: '32 hexadecimal digits, of a folder with .dir',
  });
}
