import { prepareStoreFile } from '../database/open-store-file.ts';
import { preparePostgresStore } from '../database/prepare-postgres.ts';
import type { StorePlace } from './store-place.ts';

interface Preparing {
  /** Where artifacts of new experiments go. */
  readonly artifactRoot: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * Makes a store where none is, and sees that one that is there is of the version that is known.
 *
 * @throws Failure `store-unknown`, `store-unavailable`
 */
export async function prepareStore(place: StorePlace, { artifactRoot, now }: Preparing): Promise<void> {
  if (place.kind === 'postgres') await preparePostgresStore(place.url, { artifactRoot, now });
  else prepareStoreFile(place.file, artifactRoot, now);
}
