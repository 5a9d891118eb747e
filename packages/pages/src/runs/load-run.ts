import type { WrittenRunRecord } from '@modelfolio/schemas';
import type { RunIndex } from './run-index.ts';

/** A run's record, and the address that it was loaded from. */
export interface LoadedRun {
  record: WrittenRunRecord;
  address: string;
}

/**
 * Fetches the records of runs by their ids.
 *
 * @param base address of the folder of runs
 * @throws Error naming what cannot be had
 */
export async function loadRuns(base: string, ids: readonly string[]): Promise<LoadedRun[]> {
  const get = async (path: string): Promise<unknown> => {
    const response = await fetch(`${base}${path}`);
    if (!response.ok) throw new Error(`${path} could not be loaded (status ${response.status})`);
    return response.json();
  };
  const { ids: known, files } = (await get('index.json')) as RunIndex;
  return Promise.all(
    ids.map(async (id) => {
      const at = known.indexOf(id);
      if (at < 0) throw new Error(`This site has no run ${id}`);
      const path = `data/${encodeURIComponent(files[at] ?? '')}.json`;
      return { record: (await get(path)) as WrittenRunRecord, address: `${base}${path}` };
    }),
  );
}
