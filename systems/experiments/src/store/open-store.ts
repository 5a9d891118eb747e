import { sourcePattern } from '../checks/source-pattern.ts';
import { prepareStoreFile } from '../database/open-store-file.ts';
import type { Store } from '../store.ts';
import { openPostgresStore } from './postgres-store.ts';
import { openSqliteStore } from './sqlite-store.ts';
import type { StorePlace } from './store-place.ts';

interface Options {
  /** Where artifacts of new experiments go. */
  readonly artifactRoot: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Seconds that a search may take (default 20). */
  readonly searchSeconds?: number;
  /** Threads that search an SQLite file (default 1). */
  readonly searchThreads?: number;
}

/**
 * Opens a store of experiments; one that is not there is made.
 *
 * @throws Failure where it cannot be opened or is no store of MLflow
 */
export async function openStore(place: StorePlace, options: Options): Promise<Store> {
  // A pattern that is none is told now, and not to the first who registers a model.
  sourcePattern();
  if (place.kind === 'postgres') return openPostgresStore(place.url, options);
  const { artifactRoot, now } = options;
  prepareStoreFile(place.file, artifactRoot, now());
  return openSqliteStore(place.file, options);
}
