import { randomInt } from 'node:crypto';
import { appendToUri } from '../artifact-uri.ts';
import { toTag } from '../checks/points.ts';
import { checkExperimentIsActive, experimentById } from '../entities/experiments.ts';
import { activeRun, runById, toRunInfo, toRuns } from '../entities/runs.ts';
import { integerLike, required, text } from '../interface/request-rules.ts';
import { doesNotExist, invalidParameter } from '../mlflow-error.ts';
import { randomName } from '../random-name.ts';
import { needExperiment } from './needs.ts';
import { operation } from './operation.ts';
import { setRunName, setRunTag } from './set-run-tag.ts';

const runNameTag = 'mlflow.runName';

export const createRun = operation({
  message: 'CreateRun',
  rules: { experiment_id: [text], start_time: [integerLike], run_name: [text] },
  writes: true,
  run: async (request, { tx, newId, reach }) => {
    const { experiment_id = '', user_id = '', start_time = 0, run_name = '', tags } = request;
    const experiment = await experimentById(tx, experiment_id);
    needExperiment(reach, experiment.experiment_id, 'write');
    checkExperimentIsActive(experiment);
    const byKey = new Map(tags.map(({ key = '', value = '' }) => [key, value]));
    const tagged = byKey.get(runNameTag) ?? '';
    if (run_name !== '' && tagged !== '' && run_name !== tagged)
      throw invalidParameter(
        `Both 'run_name' argument and 'mlflow.runName' tag are specified, but with different values (run_name='${run_name}', mlflow.runName='${tagged}').`,
      );
    const name = run_name || tagged || randomName((below) => randomInt(below));
    byKey.set(runNameTag, tagged || name);
    const id = newId();
    await tx.insert(
      'runs',
      `run_uuid name source_type source_name entry_point_name user_id status start_time source_version lifecycle_stage
       artifact_uri experiment_id`.split(/\s+/),
      [
        [
          id,
          name,
          'UNKNOWN',
          '',
          '',
          user_id,
          'RUNNING',
          start_time,
          '',
          'active',
          appendToUri(experiment.artifact_location ?? '', id, 'artifacts'),
          experiment.experiment_id,
        ],
      ],
    );
    await tx.insert(
      'tags',
      ['key', 'value', 'run_uuid'],
      Array.from(byKey, ([key, value]) => [key, value, id]),
    );
    const [run] = await toRuns(tx, [await runById(tx, id)]);
    // A new run has no outputs, not even empty ones.
    return { run: { ...run, outputs: undefined } };
  },
});

/** The run that a request means: older clients say `run_uuid`. */
const runIdOf = ({ run_id = '', run_uuid = '' }: { run_id?: string; run_uuid?: string }): string =>
  run_id || run_uuid;

export const getRun = operation({
  message: 'GetRun',
  rules: { run_id: [required, text] },
  writes: false,
  run: async (request, { tx, reach }) => {
    const found = await runById(tx, runIdOf(request));
    needExperiment(reach, found.experiment_id, 'read');
    const [run] = await toRuns(tx, [found]);
    return { run };
  },
});

export const updateRun = operation({
  message: 'UpdateRun',
  rules: { run_id: [required, text], end_time: [integerLike], status: [text], run_name: [text] },
  writes: true,
  run: async (request, { tx, reach }) => {
    const { status, end_time, run_name = '' } = request;
    const { run_uuid: id, experiment_id, ...before } = await activeRun(tx, runIdOf(request));
    needExperiment(reach, experiment_id, 'write');
    await tx.run('UPDATE runs SET status = ?, end_time = ? WHERE run_uuid = ?', [
      status ?? before.status,
      end_time ?? before.end_time,
      id,
    ]);
    if (run_name !== '') await setRunName(tx, id, run_name);
    return { run_info: toRunInfo(await runById(tx, id)) };
  },
});

export const deleteRun = operation({
  message: 'DeleteRun',
  rules: { run_id: [required, text] },
  writes: true,
  run: async ({ run_id = '' }, { tx, now, reach }) => {
    const { experiment_id } = await runById(tx, run_id);
    needExperiment(reach, experiment_id, 'write');
    await tx.run(`UPDATE runs SET lifecycle_stage = 'deleted', deleted_time = ? WHERE run_uuid = ?`, [
      now,
      run_id,
    ]);
    return {};
  },
});

export const restoreRun = operation({
  message: 'RestoreRun',
  rules: { run_id: [required, text] },
  writes: true,
  run: async ({ run_id = '' }, { tx, reach }) => {
    const { experiment_id } = await runById(tx, run_id);
    needExperiment(reach, experiment_id, 'write');
    await tx.run(`UPDATE runs SET lifecycle_stage = 'active', deleted_time = NULL WHERE run_uuid = ?`, [
      run_id,
    ]);
    return {};
  },
});

export const setTag = operation({
  message: 'SetTag',
  rules: { run_id: [required, text], key: [required, text], value: [text] },
  writes: true,
  run: async (request, { tx, reach }) => {
    const tag = toTag(request);
    const { run_uuid, experiment_id } = await activeRun(tx, runIdOf(request));
    needExperiment(reach, experiment_id, 'write');
    await setRunTag(tx, run_uuid, tag);
    return {};
  },
});

export const deleteTag = operation({
  message: 'DeleteTag',
  rules: { run_id: [required, text], key: [required, text] },
  writes: true,
  run: async ({ run_id = '', key = '' }, { tx, reach }) => {
    const { experiment_id } = await activeRun(tx, run_id);
    needExperiment(reach, experiment_id, 'write');
    const deleted = await tx.run('DELETE FROM tags WHERE run_uuid = ? AND key = ?', [run_id, key]);
    if (deleted === 0) throw doesNotExist(`No tag with name: ${key} in run with id ${run_id}`);
    return {};
  },
});
