import { Firestore, type DocumentSnapshot } from '@google-cloud/firestore';
import { ServiceError } from '../service-error.ts';
import { fromCursor, toCursor } from './cursor.ts';
import { fromDocument, toDocument } from './firestore-document.ts';
import { firestoreRoom } from './firestore-room.ts';
import { patientCalls } from './patient-calls.ts';
import { defaultScenarioLimits, type ScenarioLimits } from './scenario-limits.ts';
import { scenarioText, type ScenarioStore, type StoredScenario } from './scenario-store.ts';

interface FirestoreStoreOptions {
  /** Where they lie. Default: `scenarios`. */
  readonly collection?: string;
  readonly now?: () => number;
  /** Longer than a healthy answer takes; without it the client tries for a minute. Default: 10,000. */
  readonly patienceMs?: number;
  /**
   * Default: {@link defaultScenarioLimits}. Requests that come at the very same moment may exceed them by their number:
   * counting under a lock would make every write wait for every other.
   */
  readonly limits?: ScenarioLimits;
}

/**
 * Scenarios in Firestore: for any number of machines. Signs in as the machine does (Application Default Credentials), or
 * talks to an emulator where `FIRESTORE_EMULATOR_HOST` names one.
 *
 * @param project Google Cloud project
 */
export function firestoreStore(
  project: string,
  {
    collection = 'scenarios',
    now = Date.now,
    patienceMs = 10_000,
    limits = defaultScenarioLimits,
  }: FirestoreStoreOptions = {},
): ScenarioStore {
  const calls = patientCalls(patienceMs);
  const telling = <Result>(work: () => Promise<Result>): Promise<Result> => inWords(calls.ask(work));
  const database = new Firestore({ projectId: project });
  const scenarios = database.collection(collection);
  const isThere = ({ expiresAt }: StoredScenario): boolean => expiresAt === null || expiresAt > now();
  const live = (document: DocumentSnapshot): StoredScenario | null => {
    const found = fromDocument(document);
    return found && isThere(found) ? found : null;
  };

  const room = firestoreRoom(scenarios, limits, now);

  return {
    put: (entry) =>
      telling(async () => {
        const { text, bytes } = scenarioText(entry.scenario);
        const place = scenarios.doc(entry.id);
        const sent = live(await place.get());
        if (sent) return { isNew: false, entry: sent };
        await room.make(entry.owner, bytes);
        // A transaction runs again when another one has written the document meanwhile.
        return database.runTransaction(async (transaction) => {
          const there = live(await transaction.get(place));
          if (there) return { isNew: false, entry: there };
          transaction.set(place, toDocument(entry, text, bytes));
          return { isNew: true, entry };
        });
      }),
    get: (id) => telling(async () => live(await scenarios.doc(id).get())),
    list: ({ model, cursor, limit }) =>
      telling(async () => {
        const listed = scenarios
          .where('model', '==', model)
          .where('listed', '==', true)
          .orderBy('createdAt', 'desc')
          .orderBy('__name__', 'desc');
        const found: StoredScenario[] = [];
        // Some may have expired and wait to be deleted: pages are filled with what is there.
        for (let from = fromCursor(cursor); ;) {
          const query = from ? listed.startAfter(from.createdAt, scenarios.doc(from.id)) : listed;
          const { docs } = await query.limit(limit + 1).get();
          const page = docs.map(fromDocument).filter((each) => each !== null);
          found.push(...page.filter(isThere));
          const last = page.at(-1);
          if (docs.length <= limit || found.length > limit || !last) break;
          from = last;
        }
        const page = found.slice(0, limit);
        const last = page.at(-1);
        return { scenarios: page, cursor: last && found.length > limit ? toCursor(last) : null };
      }),
    delete: (id, tokenHash) =>
      telling(() =>
        database.runTransaction(async (transaction) => {
          const there = live(await transaction.get(scenarios.doc(id)));
          if (!there) return 'missing';
          if (tokenHash !== null && there.tokenHash !== tokenHash) return 'refused';
          transaction.delete(scenarios.doc(id));
          return 'deleted';
        }),
      ),
    sweep: () => telling(room.sweep),
    check: async () => {
      try {
        await telling(() => scenarios.limit(1).get());
        return null;
      } catch (error) {
        return (error as Error).message;
      }
    },
    close: async () => {
      // The client throws where nobody can catch it when it is terminated while it still tries.
      if (calls.abandoned === 0) await database.terminate();
    },
  };
}

async function inWords<Result>(answer: Promise<Result>): Promise<Result> {
  try {
    return await answer;
  } catch (cause) {
    if (cause instanceof ServiceError) throw cause;
    throw new ServiceError('store-unavailable', `Firestore: ${(cause as Error).message}`, {
      hint: 'try again; the service account needs roles/datastore.user',
      cause,
    });
  }
}
