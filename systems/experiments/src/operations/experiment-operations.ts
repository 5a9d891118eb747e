import { appendToUri } from '../artifact-uri.ts';
import { checkExperimentTag } from '../checks/experiment-tags.ts';
import { storageLocation } from '../checks/locations.ts';
import { limits } from '../checks/limits.ts';
import { checkLength } from '../checks/names.ts';
import { UniqueViolation } from '../database/database.ts';
import {
  checkExperimentIsActive,
  experimentById,
  experimentColumns,
  toExperiments,
  type ExperimentRow,
} from '../entities/experiments.ts';
import type { Int64 } from '../interface/message-types.ts';
import { list, required, text } from '../interface/request-rules.ts';
import { doesNotExist, invalidParameter, MlflowError } from '../mlflow-error.ts';
import { needExperiment, needServer } from './needs.ts';
import { operation, type Context } from './operation.ts';

export const createExperiment = operation({
  message: 'CreateExperiment',
  rules: { name: [required, text], artifact_location: [text], tags: [list] },
  writes: true,
  run: async (
    { name = '', artifact_location: asked = '', tags },
    { tx, now, artifactRoot, machine, reach },
  ) => {
    needServer(reach, 'write');
    const location =
      asked === '' ? '' : storageLocation(asked, 'artifact_location', { artifactRoot, ...machine });
    checkExperimentName(name);
    for (const { key = '', value = '' } of tags) checkExperimentTag(key, value);
    try {
      const made = await tx.first<{ experiment_id: Int64 }>(
        `INSERT INTO experiments (name, artifact_location, lifecycle_stage, creation_time, last_update_time, workspace)
         VALUES (?, ?, 'active', ?, ?, 'default') RETURNING experiment_id`,
        [name, location === '' ? null : location, now, now],
      );
      const id = String(made?.experiment_id);
      if (location === '')
        await tx.run('UPDATE experiments SET artifact_location = ? WHERE experiment_id = ?', [
          appendToUri(artifactRoot, id),
          Number(id),
        ]);
      const byKey = new Map(tags.map(({ key = '', value = '' }) => [key, value]));
      await tx.insert(
        'experiment_tags',
        ['key', 'value', 'experiment_id'],
        Array.from(byKey, ([key, value]) => [key, value, Number(id)]),
      );
      return { experiment_id: id };
    } catch (error) {
      if (!(error instanceof UniqueViolation)) throw error;
      throw new MlflowError(
        'RESOURCE_ALREADY_EXISTS',
        `Experiment(name=${name}) already exists. Error: ${error.message}`,
        { cause: error },
      );
    }
  },
});

export const getExperiment = operation({
  message: 'GetExperiment',
  rules: { experiment_id: [required, text] },
  writes: false,
  run: async ({ experiment_id = '' }, { tx, reach }) => {
    const found = await experimentById(tx, experiment_id);
    needExperiment(reach, found.experiment_id, 'read');
    const [experiment] = await toExperiments(tx, [found]);
    return { experiment };
  },
});

export const getExperimentByName = operation({
  message: 'GetExperimentByName',
  rules: { experiment_name: [required, text] },
  writes: false,
  run: async ({ experiment_name = '' }, { tx, reach }) => {
    const found = await tx.first<ExperimentRow>(
      `SELECT ${experimentColumns} FROM experiments WHERE name = ? AND workspace = 'default'`,
      [experiment_name],
    );
    if (!found) throw doesNotExist(`Could not find experiment with name '${experiment_name}'`);
    needExperiment(reach, found.experiment_id, 'read');
    const [experiment] = await toExperiments(tx, [found]);
    return { experiment };
  },
});

export const deleteExperiment = operation({
  message: 'DeleteExperiment',
  rules: { experiment_id: [required, text] },
  writes: true,
  run: async ({ experiment_id = '' }, context) => {
    const { experiment_id: id } = await experimentById(context.tx, experiment_id, 'active');
    needExperiment(context.reach, id, 'write');
    await setStage(context, id, 'deleted');
    await context.tx.run(
      `UPDATE runs SET lifecycle_stage = 'deleted', deleted_time = ? WHERE experiment_id = ?`,
      [context.now, id],
    );
    return {};
  },
});

export const restoreExperiment = operation({
  message: 'RestoreExperiment',
  rules: { experiment_id: [required, text] },
  writes: true,
  run: async ({ experiment_id = '' }, context) => {
    const { experiment_id: id } = await experimentById(context.tx, experiment_id, 'deleted');
    needExperiment(context.reach, id, 'write');
    await setStage(context, id, 'active');
    await context.tx.run(
      `UPDATE runs SET lifecycle_stage = 'active', deleted_time = NULL WHERE experiment_id = ?`,
      [id],
    );
    return {};
  },
});

async function setStage({ tx, now }: Context, id: Int64, stage: 'active' | 'deleted'): Promise<void> {
  await tx.run('UPDATE experiments SET lifecycle_stage = ?, last_update_time = ? WHERE experiment_id = ?', [
    stage,
    now,
    id,
  ]);
}

export const updateExperiment = operation({
  message: 'UpdateExperiment',
  rules: { experiment_id: [required, text], new_name: [text, required] },
  writes: true,
  run: async ({ experiment_id = '', new_name = '' }, { tx, now, reach }) => {
    checkExperimentName(new_name);
    const { experiment_id: id, lifecycle_stage } = await experimentById(tx, experiment_id);
    needExperiment(reach, id, 'write');
    if (lifecycle_stage !== 'active')
      throw new MlflowError('INVALID_STATE', 'Cannot rename a non-active experiment.');
    try {
      await tx.run('UPDATE experiments SET name = ?, last_update_time = ? WHERE experiment_id = ?', [
        new_name,
        now,
        id,
      ]);
    } catch (error) {
      if (!(error instanceof UniqueViolation)) throw error;
      // MLflow answers its database's own words with BAD_REQUEST.
      throw new MlflowError('BAD_REQUEST', error.message, { cause: error });
    }
    return {};
  },
});

export const setExperimentTag = operation({
  message: 'SetExperimentTag',
  rules: { experiment_id: [required, text], key: [required, text], value: [text] },
  writes: true,
  run: async ({ experiment_id = '', key = '', value = '' }, { tx, reach }) => {
    checkExperimentTag(key, value);
    const experiment = await experimentById(tx, experiment_id);
    needExperiment(reach, experiment.experiment_id, 'write');
    checkExperimentIsActive(experiment);
    await tx.insert(
      'experiment_tags',
      ['key', 'value', 'experiment_id'],
      [[key, value, experiment.experiment_id]],
      'ON CONFLICT (key, experiment_id) DO UPDATE SET value = excluded.value',
    );
    return {};
  },
});

export const deleteExperimentTag = operation({
  message: 'DeleteExperimentTag',
  rules: { experiment_id: [required, text], key: [required, text] },
  writes: true,
  run: async ({ experiment_id = '', key = '' }, { tx, reach }) => {
    const experiment = await experimentById(tx, experiment_id);
    needExperiment(reach, experiment.experiment_id, 'write');
    checkExperimentIsActive(experiment);
    const deleted = await tx.run('DELETE FROM experiment_tags WHERE experiment_id = ? AND key = ?', [
      experiment.experiment_id,
      key,
    ]);
    if (deleted === 0) throw doesNotExist(`No tag with name: ${key} in experiment with id ${experiment_id}`);
    return {};
  },
});

function checkExperimentName(name: string): void {
  if (name === '') throw invalidParameter("Invalid experiment name: ''");
  checkLength('name', limits.experimentName, name);
}
