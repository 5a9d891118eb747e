// The program of a child process that reads databases of MLflow. Strangers wrote them: a view in one may never end, and
// SQLite cannot be stopped from within its process.
import { answerParent } from '@modelfolio/inference/node/answer-parent';
import { Database } from './sqlite-database.ts';
import { SqliteRuns } from './sqlite-runs.ts';
import type { Place } from './unreadable.ts';

const stores = new Map<number, { database: Database; runs: SqliteRuns }>();
let last = 0;

function runsOf(handle: number): SqliteRuns {
  const store = stores.get(handle);
  if (store) return store.runs;
  throw new RangeError(`no database ${handle} is open`);
}

await answerParent({
  open: async ({ place }: { place: Place }) => {
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
  page: ({ handle, after }: { handle: number; after: number | null }) => ({
    body: runsOf(handle).page(after),
  }),
  details: ({ handle, runId, modelIds }: { handle: number; runId: string; modelIds: readonly string[] }) => ({
    body: runsOf(handle).details(runId, modelIds),
  }),
  close: ({ handle }: { handle: number }) => {
    stores.get(handle)?.database.close();
    stores.delete(handle);
    return {};
  },
});
