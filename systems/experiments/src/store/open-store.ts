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
}

/**
 * Opens a store of experiments; one that is not there is made.
 *
 * @throws Failure where it cannot be opened or is no store of MLflow
 */
export async function openStore(place: StorePlace, { artifactRoot, now }: Options): Promise<Store> {
  if (place.kind === 'postgres') return openPostgresStore(place.url, { artifactRoot, now });
  prepareStoreFile(place.file, artifactRoot, now());
  return openSqliteStore(place.file, { artifactRoot });
}
