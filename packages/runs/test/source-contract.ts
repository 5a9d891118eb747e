import { temporaryFolder } from '@modelfolio/project/testing/temporary-folder';
import { runRecord, type RunRecord } from '@modelfolio/schemas';
import { describe, expect, it } from 'vitest';
import { detectSource } from '../src/sources/registry.ts';
import type { RunSource } from '../src/sources/source.ts';
import { readStore, refusalOf } from './read-store.ts';
import { realEffects } from './real-effects.ts';

/** Stores to try a source on; each is made anew and its location returned. */
export interface ContractStores {
  /** A store holding at least two runs, and their ids in order. */
  good: () => { location: string; ids: readonly string[] };
  /** A store of this kind in which one run cannot be read, and what the error must name. */
  damaged: () => { location: string; names: RegExp };
  /** A folder of other people's files. */
  foreign: () => string;
}

/** The suite that every source passes: `testRunSource(mlflowSource, { good, damaged, foreign })`. */
export function testRunSource(source: RunSource, stores: ContractStores): void {
  const effects = realEffects();
  const readAll = (location: string): Promise<RunRecord[]> => readStore(source, location);

  describe(`source ${source.name}`, () => {
    it('knows its own and is found by it', async () => {
      const { location } = stores.good();
      expect(await source.detect(location, effects)).toBe(true);
      expect(await detectSource(location, effects)).toBe(source);
      expect(source.name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    });

    it('leaves others alone', async () => {
      const empty = temporaryFolder();
      for (const location of [empty, stores.foreign(), `${empty}/not-there`])
        expect(await source.detect(location, effects)).toBe(false);
    });

    it('yields every run once, in order, as the schema has it', async () => {
      const { location, ids } = stores.good();
      const runs = await readAll(location);
      expect(runs.map(({ id }) => id)).toEqual(ids);
      for (const run of runs) {
        expect(runRecord.parse(run)).toEqual(run);
        expect(run.origin.tracker).toBe(source.name);
      }
    });

    it('lists what the records say', async () => {
      const { location } = stores.good();
      for await (const { id, experiment, name, startTime, load } of source.list(location, effects))
        expect(await load()).toMatchObject({ id, experiment, name, startTime });
    });

    it('says the same when asked again', async () => {
      const { location } = stores.good();
      expect(await readAll(location)).toEqual(await readAll(location));
    });

    it('stops when interrupted', async () => {
      const { location } = stores.good();
      const interruption = new AbortController();
      const using = { ...effects, signal: interruption.signal };
      const seen: string[] = [];
      const reading = (async () => {
        for await (const { id } of source.list(location, using)) {
          seen.push(id);
          interruption.abort();
        }
      })();
      await expect(reading).rejects.toThrow('aborted');
      expect(seen).toHaveLength(1);
    });

    it('never writes', async () => {
      const { location } = stores.good();
      const written: string[] = [];
      const listening = { ...effects, writeFile: async (path: string) => void written.push(path) };
      await readStore(source, location, { effects: listening });
      expect(written).toEqual([]);
    });

    it('names what is wrong with a damaged store', async () => {
      const { location, names } = stores.damaged();
      expect(await refusalOf(source, location)).toMatchObject({
        code: expect.stringMatching(/^(run-invalid|source-unreadable)$/),
        message: expect.stringMatching(names),
      });
    });
  });
}
