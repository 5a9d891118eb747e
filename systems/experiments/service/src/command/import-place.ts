import { resolve } from 'node:path';
import { realClock } from '@modelfolio/command-line/effects';
import { countProgress } from '@modelfolio/command-line/progress';
import { importRun, type ImportedRun } from '@modelfolio/experiments/import-run';
import { Failure } from '@modelfolio/failures';
import { sealState } from '@modelfolio/project/sealed-record';
import { detectSource, namedSource } from '@modelfolio/runs/sources/registry';
import type { SourceEffects } from '@modelfolio/runs/sources/source';
import type { Effects } from './effects.ts';
import type { ImportingStore } from './importing-store.ts';
import { plural } from './plural.ts';
import { printable } from './printable.ts';

/** What a place was found to hold, and what became of it. */
export interface ImportedPlace {
  readonly location: string;
  /** Name of the source that read it. */
  readonly source: string;
  readonly counts: Readonly<Record<ImportedRun['outcome'] | 'failed', number>>;
  readonly runs: readonly (ImportedRun & {
    /** Its id where it was. */
    readonly from: string;
    readonly experiment: string;
    readonly name: string;
  })[];
  /** Why runs were passed over. */
  readonly failures: readonly string[];
}

interface Importing {
  readonly store: ImportingStore;
  readonly artifactRoot: string;
  readonly isDry: boolean;
  /** Experiment that all runs are put into; `null` to leave them in their own. */
  readonly experiment: string | null;
  /** Name of the source to read with; `undefined` to find out. */
  readonly source: string | undefined;
  readonly reading: SourceEffects;
  readonly effects: Pick<Effects, 'now' | 'progress'>;
  /** Called after each run that was imported. */
  readonly onImported: () => void;
}

/**
 * Imports the runs of a place one after the other. A run that cannot be read, or that MLflow does not take, is told and passed
 * over.
 *
 * @throws Failure when the place or the store as a whole cannot be used
 */
export async function importPlace(location: string, importing: Importing): Promise<ImportedPlace> {
  const { store, artifactRoot, isDry, experiment, reading, effects, onImported } = importing;
  const { signal, note } = reading;
  const at = location.includes('://') ? location : resolve(location);
  const source =
    importing.source === undefined ? await detectSource(at, reading) : namedSource(importing.source);
  const counts = { imported: 0, there: 0, differs: 0, deleted: 0, failed: 0 };
  const runs: ImportedPlace['runs'][number][] = [];
  const failures: string[] = [];
  let [models, files] = [0, 0];
  const tell = countProgress({ ...realClock, progress: effects.progress }, printable(location), 'runs');
  for await (const listed of source.list(at, reading)) {
    signal.throwIfAborted();
    try {
      const read = await listed.load();
      if (sealState(JSON.parse(JSON.stringify(read))) === 'edited since')
        note(`run ${read.id}: its seal says that it was edited since it was written`);
      const run = experiment === null ? read : { ...read, experiment };
      const done = await importRun(await store.open(), run, {
        artifactRoot,
        now: effects.now(),
        signal,
        isDry,
      });
      counts[done.outcome]++;
      runs.push({ ...done, from: run.id, experiment: run.experiment, name: run.name });
      for (const line of [...done.notes, ...whyLeft(done)]) note(`run ${run.id}: ${line}`);
      if (done.outcome === 'imported') {
        onImported();
        models += run.models.length;
        files += run.artifacts.length;
      }
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof Failure) || error.code !== 'run-invalid') throw error;
      counts.failed++;
      failures.push(error.message);
      note(`passed over: ${error.message}`);
    }
    tell(runs.length + failures.length);
  }
  if (runs.length + failures.length === 0)
    throw new Failure('run-missing', 'holds no runs', { file: location });
  if (models + files > 0)
    note(
      `${location}: ${plural(files, 'file')} and ${plural(models, 'model')} are noted in tags, not copied`,
    );
  return { location, source: source.name, counts, runs, failures };
}

function whyLeft({ outcome, fields }: ImportedRun): string[] {
  if (outcome === 'differs')
    return [`there is one that says something else (${fields.join(', ')}); it is left as it is`];
  return outcome === 'deleted' ? ['there is one that is deleted: restore it, or remove it with gc'] : [];
}
