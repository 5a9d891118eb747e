import pg from 'pg';
import { prepareStoreFile } from '../database/open-store-file.ts';
import { preparePostgresStore } from '../database/prepare-postgres.ts';
import { withoutPassword, type StorePlace } from './store-place.ts';

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
  if (place.kind === 'sqlite') {
    prepareStoreFile(place.file, artifactRoot, now);
    return;
  }
  const pool = new pg.Pool({ connectionString: place.url, max: 1, connectionTimeoutMillis: 10_000 });
  pool.on('error', () => {});
  try {
    await preparePostgresStore(pool, { place: withoutPassword(place.url), artifactRoot, now });
  } finally {
    await pool.end();
  }
}
