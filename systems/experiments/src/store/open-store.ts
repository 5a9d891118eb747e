import { prepareStoreFile } from '../database/open-store-file.ts';
import type { Store } from '../store.ts';
import { openSqliteStore } from './sqlite-store.ts';

interface Options {
  /** Where artifacts of new experiments go. */
  readonly artifactRoot: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * Opens a store of experiments; one that is not there is made.
 *
 * @param place an SQLite file
 * @throws Failure where it cannot be opened or is no store of MLflow
 */
export function openStore(place: string, { artifactRoot, now }: Options): Promise<Store> {
  prepareStoreFile(place, artifactRoot, now());
  return openSqliteStore(place, { artifactRoot });
}
