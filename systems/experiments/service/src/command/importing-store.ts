import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openForCare, type CaredStore } from '@modelfolio/experiments/open-for-care';
import { prepareStore } from '@modelfolio/experiments/prepare-store';
import type { StorePlace } from '@modelfolio/experiments/store-place';

/** A store that is opened, and made where none is, when there is something to write. */
export interface ImportingStore {
  /** @throws Failure `store-unavailable`, `store-unknown` */
  open(): Promise<CaredStore>;
  close(): Promise<void>;
}

interface Options {
  /** Where artifacts of new experiments go. */
  readonly artifactRoot: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Whether no store is made: what would happen to one that is not there is tried on one that nobody sees. */
  readonly isDry: boolean;
}

/** A store to import runs into. */
export function importingStore(place: StorePlace, { artifactRoot, now, isDry }: Options): ImportingStore {
  let opened: Promise<CaredStore> | null = null;
  let scratch: string | null = null;

  async function make(): Promise<CaredStore> {
    let wanted = place;
    if (isDry && place.kind === 'sqlite' && !existsSync(place.file)) {
      scratch = await mkdtemp(join(tmpdir(), 'modelfolio-import-'));
      wanted = { kind: 'sqlite', file: join(scratch, 'mlflow.db') };
    }
    if (!isDry || scratch !== null) await prepareStore(wanted, { artifactRoot, now });
    return openForCare(wanted, { writes: true });
  }

  return {
    open: () => (opened ??= make()),
    close: async () => {
      // Whoever opened it was told why it could not be.
      const store = await opened?.catch(() => null);
      await store?.close();
      if (scratch !== null) await rm(scratch, { recursive: true, force: true });
    },
  };
}
