import { Database } from './sqlite-database.ts';
import { SqliteRuns, type SqliteDetails, type SqlitePage } from './sqlite-runs.ts';
import type { Place } from './unreadable.ts';

/** Numbers of histories in one answer: with them it is full. A megabyte. */
const mostNumbers = 2 ** 17;

interface Wanted {
  readonly runId: string;
  readonly modelIds: readonly string[];
}

/**
 * What the process that reads databases of MLflow answers, by what it is asked. It keeps what it has opened.
 *
 * @throws RunsError `source-unreadable`, `run-invalid`; RangeError for a handle that is not open
 */
export function sqliteHandlers() {
  const stores = new Map<number, { database: Database; runs: SqliteRuns }>();
  let last = 0;
  const runsOf = (handle: number): SqliteRuns => {
    const store = stores.get(handle);
    if (store) return store.runs;
    throw new RangeError(`no database ${handle} is open`);
  };

  return {
    open: async ({ place }: { place: Place }): Promise<{ body: number }> => {
      const database = await Database.open(place.location);
      try {
        last += 1;
        stores.set(last, { database, runs: new SqliteRuns(database, place) });
        return { body: last };
      } catch (error) {
        database.close();
        throw error;
      }
    },
    page: ({ handle, after }: { handle: number; after: number | null }): { body: SqlitePage } => ({
      body: runsOf(handle).page(after),
    }),
    details: ({ handle, runs }: { handle: number; runs: readonly Wanted[] }): { body: SqliteDetails[] } => ({
      body: firstDetails(runsOf(handle), runs),
    }),
    close: ({ handle }: { handle: number }): object => {
      stores.get(handle)?.database.close();
      stores.delete(handle);
      return {};
    },
  };
}

/** Of the first run, and of as many after it as fit into one answer; a failure of a later one waits until it is the first. */
function firstDetails(runs: SqliteRuns, wanted: readonly Wanted[]): SqliteDetails[] {
  const found: SqliteDetails[] = [];
  let numbers = 0;
  for (const { runId, modelIds } of wanted)
    try {
      const details = runs.details(runId, modelIds);
      found.push(details);
      numbers += details.histories.numbers.length;
      if (numbers > mostNumbers) break;
    } catch (error) {
      if (found.length === 0) throw error;
      break;
    }
  return found;
}
