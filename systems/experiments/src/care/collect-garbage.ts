import type { Interruption } from '@modelfolio/command-line/effects';
import type { ArtifactPlaces } from '../artifacts/artifact-places.ts';
import { MlflowError } from '../mlflow-error.ts';
import type { GarbageItem, Garbage } from './garbage.ts';
import type { CaredStore } from './open-for-care.ts';
import { isDeleted, removeExperiment, removeItem } from './remove-rows.ts';

/** What became of something that was to be removed. */
export interface Removal {
  readonly kind: GarbageItem['kind'] | 'experiment' | 'unfinished upload' | 'folder of artifacts';
  /** Its id, or its path. */
  readonly id: string;
  /** Why it was left; `null` for what is removed. */
  readonly left: string | null;
}

export interface GarbageEffects extends Interruption {
  /** Where artifacts are removed; `null` to keep them. */
  readonly places: Pick<ArtifactPlaces, 'locate'> | null;
}

/**
 * Removes what is deleted for good, one thing at a time: first its artifacts, then its rows in one transaction, so that a
 * removal that was interrupted is done again the next time. What cannot be removed is left as it is.
 *
 * @throws the reason of the signal, between two things
 */
export async function* collectGarbage(
  store: CaredStore,
  { items, experiments }: Garbage,
  { places, signal }: GarbageEffects,
): AsyncGenerator<Removal> {
  for (const item of items) yield await remove(item);
  for (const { id, items: inside } of experiments) {
    let isLeft = false;
    for (const item of inside) {
      // Models of a deleted experiment go with it, deleted themselves or not.
      const removal = await remove(item, item.kind === 'run');
      isLeft ||= removal.left !== null;
      yield removal;
    }
    const removed = !isLeft && (await store.transaction((tx) => removeExperiment(tx, id)));
    const left = removed ? null : isLeft ? 'something in it was left' : 'it was restored meanwhile';
    yield { kind: 'experiment', id: String(id), left };
  }

  async function remove(item: GarbageItem, isChecked = true): Promise<Removal> {
    signal.throwIfAborted();
    const { kind, id } = item;
    const isStill = async (): Promise<boolean> =>
      !isChecked || store.transaction((tx) => isDeleted(tx, item));
    if (!(await isStill())) return { kind, id, left: 'it was restored meanwhile' };
    const left = places === null ? null : await removeArtifacts(item, places);
    if (left !== null) return { kind, id, left };
    await store.transaction((tx) => removeItem(tx, item));
    return { kind, id, left: null };
  }
}

/** Removes the artifacts of a run or model. Resolves to why they were left, or `null`. */
async function removeArtifacts(
  { id, uri }: GarbageItem,
  places: Pick<ArtifactPlaces, 'locate'>,
): Promise<string | null> {
  if (uri === '') return null;
  try {
    const { place, prefix } = await places.locate(uri);
    // A folder of its own has its id in its path: nothing else is removed with it.
    if (!prefix.split('/').includes(id)) return `its artifacts at ${uri} may be those of others, too`;
    await place.remove(prefix);
    return null;
  } catch (error) {
    if (error instanceof MlflowError) return error.message;
    throw error;
  }
}
