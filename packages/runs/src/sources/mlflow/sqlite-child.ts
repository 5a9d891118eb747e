// The program of a child process that reads databases of MLflow. Strangers wrote them: a view in one may never end, and
// SQLite cannot be stopped from within its process.
import { answerParent } from '@modelfolio/inference/node/answer-parent';
import { Database } from './sqlite-database.ts';
import { SqliteRuns, type SqliteDetails } from './sqlite-runs.ts';
import type { Place } from './unreadable.ts';

/** Numbers of histories in one answer: with them it is full. A megabyte. */
const mostNumbers = 2 ** 17;

const stores = new Map<number, { database: Database; runs: SqliteRuns }>();
let last = 0;

function runsOf(handle: number): SqliteRuns {
  const store = stores.get(handle);
  if (store) return store.runs;
  throw new RangeError(`no database ${handle} is open`);
}

interface Wanted {
  readonly runId: string;
  readonly modelIds: readonly string[];
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
  details: ({ handle, runs }: { handle: number; runs: readonly Wanted[] }) => ({
    body: firstDetails(runsOf(handle), runs),
  }),
  close: ({ handle }: { handle: number }) => {
    stores.get(handle)?.database.close();
    stores.delete(handle);
    return {};
  },
});
