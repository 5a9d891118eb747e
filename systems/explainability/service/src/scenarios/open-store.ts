import { ServiceError } from '../service-error.ts';
import type { ScenarioLimits } from './scenario-limits.ts';
import type { ScenarioStore } from './scenario-store.ts';

/**
 * Opens the store of a setting and asks it once, so that a wrong one is known at the start. Each driver is loaded when it
 * is used.
 *
 * @throws ServiceError `store-unavailable`
 */
export async function openStore(
  { kind, place }: { kind: 'sqlite' | 'firestore'; place: string },
  options: { now?: () => number; limits?: ScenarioLimits } = {},
): Promise<ScenarioStore> {
  const store =
    kind === 'sqlite'
      ? (await import('./sqlite-store.ts')).sqliteStore(place, options)
      : (await import('./firestore-store.ts')).firestoreStore(place, options);
  const failure = await store.check();
  if (failure === null) return store;
  await store.close();
  throw new ServiceError('store-unavailable', `${kind}:${place}: ${failure}`);
}
