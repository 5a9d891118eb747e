import { Failure } from '@modelfolio/failures';
import type { Transaction } from '../database/database.ts';

/** What is to be removed for good. */
export interface GarbageSelection {
  /** Only what has been deleted for as many milliseconds; `null` for all that is deleted. */
  readonly olderThan: number | null;
  /** Where anything is named, nothing else is removed. */
  readonly experimentIds: readonly string[];
  readonly runIds: readonly string[];
  readonly modelIds: readonly string[];
}

/** Whether only what is named is to be removed. */
export const isAnyNamed = ({ experimentIds, runIds, modelIds }: GarbageSelection): boolean =>
  experimentIds.length + runIds.length + modelIds.length > 0;

/** A run or a logged model with artifacts of its own. */
export interface GarbageItem {
  readonly kind: 'run' | 'logged model';
  readonly id: string;
  readonly uri: string;
}

/** What is deleted, and may be removed for good. */
export interface Garbage {
  /** Runs and models that go alone. */
  readonly items: readonly GarbageItem[];
  /** Experiments with all that is in them. */
  readonly experiments: readonly { readonly id: number; readonly items: readonly GarbageItem[] }[];
}

interface Row {
  readonly id: string;
  readonly uri: string | null;
  readonly stage: string;
  /** When it was deleted: milliseconds since 1970. */
  readonly since: number | null;
  readonly experiment: number;
}

const runRows = `SELECT run_uuid AS id, artifact_uri AS uri, lifecycle_stage AS stage, deleted_time AS since, experiment_id AS experiment FROM runs`;
const modelRows = `SELECT model_id AS id, artifact_location AS uri, lifecycle_stage AS stage,
  last_updated_timestamp_ms AS since, experiment_id AS experiment FROM logged_models`;

/**
 * Finds what is deleted. What is named has to be deleted, and for long enough; experiments that are not named are passed over
 * as long as one of their runs is not.
 *
 * @param now milliseconds since 1970
 * @throws Failure `garbage-unknown`, `garbage-active`, `garbage-too-new` for what is named
 */
export async function findGarbage(
  tx: Transaction,
  selection: GarbageSelection,
  now: number,
): Promise<Garbage> {
  const { olderThan, experimentIds, runIds, modelIds } = selection;
  const until = now - (olderThan ?? 0);
  const isOld = ({ since }: Pick<Row, 'since'>): boolean => since !== null && since <= until;
  const isGarbage = (row: Row): boolean => row.stage === 'deleted' && (isOld(row) || olderThan === null);

  async function named(what: string, sql: string, ids: readonly string[]): Promise<Row[]> {
    const rows: Row[] = [];
    for (const id of ids) {
      const row = await tx.first<Row>(sql, [id]);
      if (!row) throw new Failure('garbage-unknown', `there is no ${what} ${id}`);
      if (row.stage !== 'deleted')
        throw new Failure('garbage-active', `${what} ${id} is not deleted`, { hint: 'delete it first' });
      if (!isGarbage(row))
        throw new Failure('garbage-too-new', `${what} ${id} has not been deleted for as long`);
      rows.push(row);
    }
    return rows;
  }
  const deleted = async (sql: string): Promise<Row[]> =>
    isAnyNamed(selection)
      ? []
      : (await tx.all<Row>(`${sql} WHERE lifecycle_stage = 'deleted' ORDER BY 1`)).filter(isGarbage);

  const runs = [
    ...(await deleted(runRows)),
    ...(await named('run', `${runRows} WHERE run_uuid = ?`, runIds)),
  ];
  const models = [
    ...(await deleted(modelRows)),
    ...(await named('logged model', `${modelRows} WHERE model_id = ?`, modelIds)),
  ];
  const experimentRows = `SELECT CAST(experiment_id AS TEXT) AS id, NULL AS uri, lifecycle_stage AS stage,
    last_update_time AS since, experiment_id AS experiment FROM experiments`;
  const ofNames = await named(
    'experiment',
    `${experimentRows} WHERE CAST(experiment_id AS TEXT) = ?`,
    experimentIds,
  );
  const experiments = [];
  for (const { id, experiment } of [...(await deleted(experimentRows)), ...ofNames]) {
    const inside = await tx.all<Row>(`${runRows} WHERE experiment_id = ? ORDER BY 1`, [experiment]);
    const kept = inside.find((run) => !isGarbage(run));
    if (!kept)
      experiments.push({
        id: experiment,
        items: [
          ...inside.map(toItem('run')),
          ...(await tx.all<Row>(`${modelRows} WHERE experiment_id = ? ORDER BY 1`, [experiment])).map(
            toItem('logged model'),
          ),
        ],
      });
    else if (experimentIds.includes(id))
      throw new Failure(
        kept.stage === 'deleted' ? 'garbage-too-new' : 'garbage-active',
        `experiment ${id} holds run ${kept.id}, which ${kept.stage === 'deleted' ? 'has not been deleted for as long' : 'is not deleted'}`,
      );
  }
  const gone = new Set(experiments.map(({ id }) => id));
  const alone = (row: Row): boolean => !gone.has(row.experiment);
  return {
    items: [...runs.filter(alone).map(toItem('run')), ...models.filter(alone).map(toItem('logged model'))],
    experiments,
  };
}

const toItem =
  (kind: GarbageItem['kind']) =>
  ({ id, uri }: Row): GarbageItem => ({ kind, id, uri: uri ?? '' });
