import { appendFile } from 'node:fs/promises';
import type { LogEntry } from '@modelfolio/service/request-log';

/** A change, and who made it. */
export interface Change {
  /** ISO 8601. */
  readonly time: string;
  /** Name of the token; `null` where the server has none. */
  readonly who: string | null;
  /** What was asked for, e.g. `deleteRun`. */
  readonly what: string;
  /** What it was asked of: ids and names. */
  readonly of: Readonly<Record<string, unknown>>;
  readonly id: string;
}

/** Where changes are noted. */
export interface Audit {
  note(change: Change): void;
  /** Resolves when all is written. */
  end(): Promise<void>;
}

/** Fields of requests that say what they are about; values that are logged say nothing here. */
const telling = new Set([
  'run_id',
  'run_uuid',
  'experiment_id',
  'model_id',
  'name',
  'new_name',
  'version',
  'alias',
  'key',
  'stage',
  'path',
]);

/** Of a request, what it is about. */
export const subjectOf = (json: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(json).filter(([field]) => telling.has(field)));

/**
 * Notes changes as JSON lines at the end of a file. One that cannot be written is told in the log, and changes go on: an
 * audit log on a full disk must not keep trainers waiting.
 */
export function fileAudit(file: string, log: (entry: LogEntry) => void): Audit {
  let waiting: string[] = [];
  let writing: Promise<void> = Promise.resolve();

  async function write(): Promise<void> {
    const lines = waiting;
    waiting = [];
    if (lines.length === 0) return;
    try {
      await appendFile(file, lines.join(''), { mode: 0o600 });
    } catch (error) {
      log({
        severity: 'ERROR',
        message: `${lines.length} changes are missing in the audit log: ${(error as Error).message}`,
      });
    }
  }

  return {
    note: (change) => {
      waiting.push(`${JSON.stringify(change)}\n`);
      // Those of one turn are written together.
      if (waiting.length === 1) writing = writing.then(write);
    },
    end: () => writing.then(write),
  };
}
