import type { WrittenRunRecord } from '@modelfolio/schemas';
import type { RunIndex } from './run-index.ts';

/** A run's record, and the address that it was loaded from. */
export interface LoadedRun {
  record: WrittenRunRecord;
  address: string;
}

/** Where runs come from: files beside a static page, or a live service. */
export interface RunsSource {
  /**
   * What the table shows of every run.
   *
   * @throws Error with a sentence for a person
   */
  index(): Promise<RunIndex>;
  /**
   * Records of runs, in the order of their ids.
   *
   * @throws Error naming what cannot be had
   */
  runs(ids: readonly string[]): Promise<LoadedRun[]>;
}

/**
 * Runs in files: `index.json`, and a file a run in `data/`.
 *
 * @param base address of their folder, with its slash
 */
export function fileRuns(base: string, fetchFile: (url: string) => Promise<Response> = fetch): RunsSource {
  const get = async (path: string): Promise<unknown> => {
    const response = await fetchFile(`${base}${path}`);
    if (!response.ok) throw new Error(`${path} could not be loaded (status ${response.status})`);
    return response.json();
  };
  const index = async () => (await get('index.json')) as RunIndex;
  return {
    index,
    async runs(ids) {
      const { ids: known, files } = await index();
      return Promise.all(
        ids.map(async (id) => {
          const at = known.indexOf(id);
          if (at < 0) throw new Error(`This site has no run ${id}`);
          const path = `data/${encodeURIComponent(files[at] ?? '')}.json`;
          return { record: (await get(path)) as WrittenRunRecord, address: `${base}${path}` };
        }),
      );
    },
  };
}
