import { AggregateField, Timestamp, type CollectionReference, type Query } from '@google-cloud/firestore';
import { isOverLimit, refuseOverLimit, type Usage } from './refuse-over-limit.ts';
import type { ScenarioLimits } from './scenario-limits.ts';
import { sweptAtOnce } from './scenario-store.ts';

/** How much a collection of scenarios may hold. */
export interface FirestoreRoom {
  /**
   * Makes room for a scenario by deleting what has expired.
   *
   * @param bytes of its JSON
   * @throws ServiceError `scenario-limit`, `store-full`
   */
  make(owner: string, bytes: number): Promise<void>;
  /** Deletes some of what has expired. @returns how many */
  sweep(): Promise<number>;
}

/**
 * Counts what a collection holds by aggregation: a read for every thousand documents, and no counter that every write
 * would have to wait for.
 */
export function firestoreRoom(
  scenarios: CollectionReference,
  limits: ScenarioLimits,
  now: () => number,
): FirestoreRoom {
  async function usage(query: Query): Promise<Usage> {
    const counted = await query
      .aggregate({ scenarios: AggregateField.count(), bytes: AggregateField.sum('bytes') })
      .get();
    return counted.data();
  }
  async function refuseWithoutRoom(owner: string, bytes: number): Promise<void> {
    const [own, all] = await Promise.all([usage(scenarios.where('owner', '==', owner)), usage(scenarios)]);
    refuseOverLimit(limits, bytes, { owner: own, all });
  }
  async function sweep(): Promise<number> {
    const expired = await scenarios
      .where('expiresAt', '<=', Timestamp.fromMillis(now()))
      .limit(sweptAtOnce)
      .get();
    const batch = scenarios.firestore.batch();
    for (const { ref } of expired.docs) batch.delete(ref);
    await batch.commit();
    return expired.size;
  }
  return {
    make: async (owner, bytes) => {
      for (;;)
        try {
          return await refuseWithoutRoom(owner, bytes);
        } catch (error) {
          // What has expired takes nobody's place, also where Firestore has not deleted it yet.
          if (!isOverLimit(error) || (await sweep()) === 0) throw error;
        }
    },
    sweep,
  };
}
