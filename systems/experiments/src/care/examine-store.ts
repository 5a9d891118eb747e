import { statfsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Interruption } from '@modelfolio/command-line/effects';
import { listed } from '@modelfolio/failures/listed';
import type { Transaction } from '../database/database.ts';
import { indexStatements } from '../database/indexes.ts';
import { mlflowHead } from '../database/mlflow-sqlite-schema.ts';
import type { StorePlace } from '../store/store-place.ts';
import { missingArtifacts, type ArtifactFolders } from './missing-artifacts.ts';
import { missingParts } from './missing-parts.ts';
import { openForCare } from './open-for-care.ts';
import { openedBy, type OpenedBy } from './opened-by.ts';
import type { StoreFinding } from './store-finding.ts';

/** What is known of a store, and what is wrong with it. */
export interface StoreReport {
  readonly place: string;
  /** Revision of its schema. */
  readonly revision: string;
  readonly bytes: number;
  /** Bytes that are free on its disk; `null` where that is not known. */
  readonly freeBytes: number | null;
  /** Rows of some tables. */
  readonly rows: Readonly<Record<string, number>>;
  /** Indexes of this program that the store lacks: a server adds them when it starts. */
  readonly missingIndexes: readonly string[];
  /** Who else has it open; `null` where that is not known. */
  readonly openedBy: readonly OpenedBy[] | null;
  readonly findings: readonly StoreFinding[];
}

const countedTables = [
  'experiments',
  'runs',
  'metrics',
  'params',
  'tags',
  'registered_models',
  'model_versions',
];

/**
 * Looks a store over. Nothing of it changes, and servers may use it meanwhile.
 *
 * @throws Failure where it cannot be opened; the reason of the signal
 */
export async function examineStore(
  place: StorePlace,
  folders: ArtifactFolders,
  { signal }: Interruption,
): Promise<StoreReport> {
  const store = await openForCare(place, { writes: false });
  try {
    return await store.transaction(async (tx) => {
      const { version_num: revision = 'unknown' } =
        (await tx.first<{ version_num: string }>('SELECT version_num FROM alembic_version')) ?? {};
      const size = await sizeOf(tx, place);
      const findings: StoreFinding[] = [];
      const rows: Record<string, number> = {};
      const report = {
        place: store.place,
        revision,
        ...size,
        rows,
        missingIndexes: await missingIndexes(tx),
        openedBy: await otherUsers(tx, place),
        findings,
      };
      for await (const finding of findingsOf(tx, report, folders)) {
        if (finding) findings.push(finding);
        await betweenSteps(signal);
      }
      if (findings.some(({ code }) => code === 'damaged')) return report;
      for (const table of countedTables) {
        const counted = await countOf(tx, table);
        if (counted !== null) rows[table] = counted;
        await betweenSteps(signal);
      }
      return report;
    });
  } finally {
    await store.close();
  }
}

/** Lets Ctrl-C be seen: nothing interrupts a statement of SQLite. */
async function betweenSteps(signal: AbortSignal): Promise<void> {
  await new Promise((done) => setImmediate(done));
  signal.throwIfAborted();
}

type Known = Pick<StoreReport, 'revision' | 'bytes' | 'freeBytes'>;

/** Each finding; `null` after a step that found nothing. */
async function* findingsOf(
  tx: Transaction,
  { revision, bytes, freeBytes }: Known,
  folders: ArtifactFolders,
): AsyncGenerator<StoreFinding | null> {
  if (freeBytes !== null && freeBytes < bytes)
    yield {
      code: 'disk-nearly-full',
      reason: `${freeBytes.toLocaleString('en')} bytes are free on its disk, less than its own ${bytes.toLocaleString('en')}`,
      hint: 'make room: neither a backup nor a migration fits beside it',
    };
  if (tx.dialect === 'sqlite') {
    const faults = await tx.all<{ quick_check: string }>('PRAGMA quick_check(5)');
    if (faults[0]?.quick_check !== 'ok') {
      yield {
        code: 'damaged',
        reason: `SQLite finds it damaged: ${listed(
          faults.map(({ quick_check }) => quick_check),
          3,
        )}`,
        hint: 'stop its servers and go back to a backup, or save what can be read: sqlite3 <file> .recover',
      };
      return;
    }
    yield null;
  }
  if (revision !== mlflowHead) {
    // What is asked below is asked of tables that other versions have not, or have otherwise.
    yield {
      code: 'other-version',
      reason: `its schema is ${revision}, this program knows ${mlflowHead} (MLflow 3.17.2)`,
      hint: 'modelfolio-experiments migrate brings older stores to it, after a backup',
    };
    return;
  }
  if (tx.dialect === 'sqlite') {
    yield* foreignKeys(tx);
    yield* oddities(tx);
  }
  yield* missingParts(tx);
  yield* missingArtifacts(tx, folders);
  yield null;
}

/** Tables whose missing parents {@link missingParts} tells of. */
const toldElsewhere = new Set(['runs', 'metrics', 'latest_metrics', 'params', 'tags', 'model_versions']);

async function* foreignKeys(tx: Transaction): AsyncGenerator<StoreFinding> {
  const broken = await tx.all<{ table: string; parent: string; count: number }>(
    `SELECT "table", parent, COUNT(*) AS count FROM pragma_foreign_key_check GROUP BY 1, 2 ORDER BY 1, 2`,
  );
  for (const { table, parent, count } of broken.filter((each) => !toldElsewhere.has(each.table)))
    yield {
      code: 'foreign-key-broken',
      reason: `${count.toLocaleString('en')} rows of ${table} belong to rows of ${parent} that are not there`,
      hint: `go back to a backup, or remove them: PRAGMA foreign_key_check(${table}) lists them`,
    };
}

async function* oddities(tx: Transaction): AsyncGenerator<StoreFinding> {
  const odd = await tx.all<{ type: string; name: string }>(
    `SELECT type, name FROM sqlite_master WHERE type = 'view' OR (type = 'table' AND sql LIKE 'CREATE VIRTUAL%')
       OR (type = 'trigger' AND name <> 'prevent_secrets_aad_mutation') ORDER BY type, name`,
  );
  for (const { type, name } of odd)
    yield {
      code: 'odd-schema',
      reason: `it holds the ${type} ${name}, which MLflow does not make`,
      hint: `a server does not start on it; remove it: DROP ${type.toUpperCase()} "${name}"`,
    };
}

async function missingIndexes(tx: Transaction): Promise<string[]> {
  const there = await tx.all<{ name: string }>(
    tx.dialect === 'sqlite'
      ? `SELECT name FROM sqlite_master WHERE type = 'index'`
      : `SELECT indexname AS name FROM pg_indexes WHERE schemaname = current_schema()`,
  );
  return indexStatements
    .map((statement) => /EXISTS (\w+)/.exec(statement)?.[1] ?? '')
    .filter((name) => !there.some((each) => each.name === name));
}

async function sizeOf(tx: Transaction, place: StorePlace): Promise<Pick<StoreReport, 'bytes' | 'freeBytes'>> {
  if (place.kind === 'sqlite') {
    const { bavail, bsize } = statfsSync(dirname(resolve(place.file)));
    return { bytes: statSync(place.file).size, freeBytes: bavail * bsize };
  }
  const row = await tx.first<{ bytes: string }>('SELECT pg_database_size(current_database()) AS bytes');
  return { bytes: Number(row?.bytes ?? 0), freeBytes: null };
}

async function otherUsers(tx: Transaction, place: StorePlace): Promise<OpenedBy[] | null> {
  if (place.kind === 'sqlite') return openedBy(place.file);
  return tx.all<OpenedBy>(
    `SELECT pid, application_name AS command FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid() ORDER BY pid`,
  );
}

/** Rows of a table; `null` where there is no such table. */
async function countOf(tx: Transaction, table: string): Promise<number | null> {
  const known = await tx.first(
    tx.dialect === 'sqlite'
      ? `SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?`
      : `SELECT 1 FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = ?`,
    [table],
  );
  if (!known) return null;
  const row = await tx.first<{ count: number | string }>(`SELECT COUNT(*) AS count FROM ${table}`);
  return Number(row?.count ?? 0);
}
