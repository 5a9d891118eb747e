import { digestFiles } from '@modelfolio/runs/sources/mlflow/artifact-files';
import { ArtifactFolders } from '@modelfolio/runs/sources/mlflow/artifact-folders';
import { instantOf, runName, toRunRecord } from '@modelfolio/runs/sources/mlflow/to-run-record';
import { VersionIndex } from '@modelfolio/runs/sources/mlflow/version-index';
import type { ListedRun, SourceEffects } from '@modelfolio/runs/sources/source';
import type { RunRecord } from '@modelfolio/schemas';
import type { CaredStore } from '../care/open-for-care.ts';
import type { Transaction } from '../database/database.ts';
import { readModels, readVersions } from './read-models.ts';
import { activeRuns, readRun, type StoredRun } from './read-run.ts';

interface Reading {
  /** The store, as its records name it. */
  readonly place: { readonly tracker: string; readonly location: string };
  /** Folder that artifacts are looked for in: their digests are part of a record. */
  readonly artifacts: string;
  readonly effects: SourceEffects;
}

/**
 * The runs of a store that are not deleted, in the order of their ids, each with all that is known of it: the records that
 * `modelfolio ingest` makes of the store.
 *
 * @throws Failure `store-unavailable`; what is wrong with one run is thrown when it is loaded
 */
export async function* storedRecords(
  store: CaredStore,
  { place, artifacts, effects }: Reading,
): AsyncGenerator<ListedRun> {
  const folders = new ArtifactFolders(artifacts, effects);
  const { runs, versions } = await store.transaction(async (tx) => ({
    runs: await activeRuns(tx),
    versions: new VersionIndex(await readVersions(tx)),
  }));

  async function load(tx: Transaction, run: StoredRun): Promise<RunRecord> {
    const models = await readModels(tx, run.runId);
    const folder = await folders.find(run.artifactUri, run.runId);
    return toRunRecord(
      {
        ...(await readRun(tx, run)),
        models: await Promise.all(models.map((model) => folders.locate(model))),
        versions: versions.of([run.runId, ...models.map(({ modelId }) => modelId)]),
        artifacts: folder === null ? [] : await digestFiles(folder, effects),
      },
      place,
    );
  }

  for (const run of runs) {
    effects.signal.throwIfAborted();
    yield {
      id: run.runId,
      experiment: run.experiment,
      experimentId: run.experimentId,
      name: runName({ ...run, tags: [] }),
      startTime: instantOf(run.startTime, 'startTime', run, place),
      fingerprint: null,
      load: () => store.transaction((tx) => load(tx, run)),
    };
  }
}
