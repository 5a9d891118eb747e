import type { WrittenRunRecord } from '@modelfolio/schemas';
import type { RunIndex } from './run-index.ts';

/**
 * Fetches the records of runs by their ids.
 *
 * @param base address of the folder of runs
 * @throws Error naming what cannot be had
 */
export async function loadRuns(base: string, ids: readonly string[]): Promise<WrittenRunRecord[]> {
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
      return (await get(`data/${encodeURIComponent(files[at] ?? '')}.json`)) as WrittenRunRecord;
    }),
  );
}
