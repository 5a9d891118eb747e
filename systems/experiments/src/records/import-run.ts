import { Failure } from '@modelfolio/failures';
import { differingFields, keptTags } from '@modelfolio/runs/sources/mlflow/kept-in-tags';
import { toRunRecord } from '@modelfolio/runs/sources/mlflow/to-run-record';
import type { RunRecord } from '@modelfolio/schemas';
import type { CaredStore } from '../care/open-for-care.ts';
import type { Transaction } from '../database/database.ts';
import type { ExperimentRow } from '../entities/experiments.ts';
import { MlflowError } from '../mlflow-error.ts';
import { createExperiment } from '../operations/experiment-operations.ts';
import { thisMachine } from '../operations/machine.ts';
import type { Context } from '../operations/operation.ts';
import { newId } from '../operations/perform.ts';
import { wholeReach } from '../reach.ts';
import { readRun, storedRun, type StoredRun } from './read-run.ts';
import { holdsPasswords, storedForm } from './stored-form.ts';
import { setTags, writeRun } from './write-run.ts';

/** What became of a run that was to be imported. */
export interface ImportedRun {
  /** Its id in the store. */
  readonly id: string;
  /** `differs`: the store has a run of this id that says something else; `deleted`: one that is deleted. */
  readonly outcome: 'imported' | 'there' | 'differs' | 'deleted';
  /** Fields in which they differ. */
  readonly fields: readonly string[];
  /** What MLflow does not take as it is, in words. */
  readonly notes: readonly string[];
}

interface Importing {
  /** Where artifacts of new experiments go. */
  readonly artifactRoot: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly signal: AbortSignal;
  /** Whether all is undone at the end. */
  readonly isDry: boolean;
}

/** Ends a transaction that was only to show what would happen. */
class Undone extends Error {
  readonly result: ImportedRun;

  constructor(result: ImportedRun) {
    super('undone');
    this.result = result;
  }
}

/**
 * Imports a run into a store: whole, or not at all. A run that is there is not changed. What MLflow's tables do not hold of it
 * goes into tags (`modelfolio.…`), of which the record is made again when the store is read.
 *
 * @throws Failure `run-invalid` for a run that MLflow does not take, `store-unavailable`
 */
export async function importRun(
  store: CaredStore,
  given: RunRecord,
  importing: Importing,
): Promise<ImportedRun> {
  const run = storedForm(given);
  try {
    return await store.transaction(async (tx) => {
      importing.signal.throwIfAborted();
      const there = await storedRun(tx, run.id);
      if (there) return compared(tx, there, run, store.place);
      const { notes, ...done } = await written(tx, run, store.place, importing);
      const hidden = holdsPasswords(given) ? ['passwords in addresses are left out'] : [];
      const result = { ...done, notes: [...notes, ...hidden] };
      if (importing.isDry) throw new Undone(result);
      return result;
    });
  } catch (error) {
    if (error instanceof Undone) return error.result;
    if (!(error instanceof MlflowError)) throw error;
    throw new Failure('run-invalid', error.message, { field: `run ${given.id}`, cause: error });
  }
}

async function compared(
  tx: Transaction,
  there: StoredRun,
  run: RunRecord,
  place: string,
): Promise<ImportedRun> {
  const { id } = run;
  if (there.isDeleted) return { id, outcome: 'deleted', fields: [], notes: [] };
  const stored = await readRun(tx, there);
  const found = toRecord(stored, place);
  const isImported = stored.tags.some(([key]) => key === 'modelfolio.origin');
  // Where a run came from may have been moved. Models and files of a run that was logged here are not looked at.
  const { origin, models, artifacts } = run;
  const known = isImported ? { ...found, origin } : { ...found, origin, models, artifacts };
  const fields = [
    ...(found.experiment === run.experiment ? [] : ['experiment']),
    ...differingFields(run, known),
  ];
  return { id, outcome: fields.length === 0 ? 'there' : 'differs', fields, notes: [] };
}

async function written(
  tx: Transaction,
  run: RunRecord,
  place: string,
  { artifactRoot, now, signal }: Importing,
): Promise<ImportedRun> {
  const { id } = run;
  const context: Context = {
    tx,
    now,
    artifactRoot,
    newId,
    machine: thisMachine(),
    reach: wholeReach,
  };
  const experimentId = await experimentOf(context, run.experiment);
  const entries = await writeRun(context, run, experimentId, signal);
  const notes = entries.map((each) => `${each}; a tag holds it whole`);
  const there = await storedRun(tx, id);
  if (!there) throw new RangeError(`run ${id} was written and is not there`);
  const found = toRecord(await readRun(tx, there), place);
  const tags = keptTags(run, found);
  await setTags(
    context,
    id,
    Array.from(tags, ([key, value]) => ({ key, value })),
  );
  for (const [key, { steps }] of Object.entries(run.histories)) {
    const lost = steps.length - (found.histories[key]?.steps.length ?? steps.length);
    if (lost > 0) notes.push(`metric '${key}': ${lost} repeated points are kept once`);
  }
  return { id, outcome: 'imported', fields: [], notes };
}

const toRecord = (run: Awaited<ReturnType<typeof readRun>>, location: string): RunRecord =>
  toRunRecord({ ...run, models: [], versions: [], artifacts: [] }, { tracker: 'store', location });

/** The id of an experiment, which is made where it is not there. @throws MlflowError where it is deleted */
async function experimentOf(context: Context, name: string): Promise<string> {
  const known = await context.tx.first<ExperimentRow>(
    `SELECT experiment_id FROM experiments WHERE name = ? AND workspace = 'default'`,
    [name],
  );
  if (!known) {
    const made = await createExperiment.run({ name, tags: [] }, context);
    return (made as { experiment_id: string }).experiment_id;
  }
  return String(known.experiment_id);
}
