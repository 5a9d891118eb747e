import { randomInt } from 'node:crypto';
import { appendToUri } from '../artifact-uri.ts';
import { checkLoggedModelName } from '../checks/model-names.ts';
import type { Transaction } from '../database/database.ts';
import { checkExperimentIsActive, experimentById } from '../entities/experiments.ts';
import {
  loggedModelBy,
  statusNumber,
  toLoggedModels,
  type LoggedModelRow,
} from '../entities/logged-models.ts';
import type { Message } from '../interface/message-types.ts';
import { pythonRepr } from '../interface/python-words.ts';
import { integerLike, list, required, text } from '../interface/request-rules.ts';
import { doesNotExist } from '../mlflow-error.ts';
import { randomName } from '../random-name.ts';
import { needExperiment } from './needs.ts';
import { onlyOnce } from './only-once.ts';
import { operation, type Context } from './operation.ts';
import { setLoggedModelTagRows } from './set-logged-model-tags.ts';

export const createLoggedModel = operation({
  message: 'CreateLoggedModel',
  rules: {
    experiment_id: [text, required],
    name: [text],
    model_type: [text],
    source_run_id: [text],
    params: [list],
    tags: [list],
  },
  writes: true,
  run: async (request, { tx, now, newId, reach }) => {
    const { experiment_id: asked = '', name = '', model_type = '', source_run_id = '' } = request;
    checkLoggedModelName(name);
    const experiment = await experimentById(tx, asked);
    const { experiment_id } = experiment;
    needExperiment(reach, experiment_id, 'write');
    checkExperimentIsActive(experiment);
    const model_id = `m-${newId()}`;
    await tx.insert(
      'logged_models',
      `model_id experiment_id name artifact_location creation_timestamp_ms last_updated_timestamp_ms status lifecycle_stage
       model_type source_run_id`.split(/\s+/),
      [
        [
          model_id,
          experiment_id,
          name || randomName((below) => randomInt(below)),
          appendToUri(experiment.artifact_location ?? '', 'models', model_id, 'artifacts'),
          now,
          now,
          statusNumber('LOGGED_MODEL_PENDING'),
          'active',
          model_type,
          source_run_id,
        ],
      ],
    );
    await addParams(tx, { model_id, experiment_id }, request.params);
    await onlyOnce(
      tx.insert(
        'logged_model_tags',
        ['model_id', 'experiment_id', 'tag_key', 'tag_value'],
        request.tags.map(({ key = '', value = '' }) => [model_id, experiment_id, key, value]),
      ),
      'A tag of a logged model may be given once',
    );
    return shown(tx, await loggedModelBy(tx, model_id));
  },
});

const addParams = (
  tx: Transaction,
  { model_id, experiment_id }: Pick<LoggedModelRow, 'model_id' | 'experiment_id'>,
  params: readonly Message<'LoggedModelParameter'>[],
): Promise<void> =>
  onlyOnce(
    tx.insert(
      'logged_model_params',
      ['model_id', 'experiment_id', 'param_key', 'param_value'],
      params.map(({ key = '', value = '' }) => [model_id, experiment_id, key, value]),
    ),
    'A param of a logged model may be given once',
  );

async function shown(tx: Transaction, row: LoggedModelRow): Promise<{ model: object | undefined }> {
  const [model] = await toLoggedModels(tx, [row]);
  return { model };
}

export const getLoggedModel = operation({
  message: 'GetLoggedModel',
  rules: {},
  writes: false,
  run: async ({ model_id = '', allow_deleted = '' }, { tx, reach }) => {
    const found = await loggedModelBy(tx, model_id, { deleted: allow_deleted.toLowerCase() === 'true' });
    needExperiment(reach, found.experiment_id, 'read');
    return shown(tx, found);
  },
});

/** A logged model that a caller may change; a deleted one, too, as with MLflow's server. */
async function changeable({ tx, reach }: Pick<Context, 'tx' | 'reach'>, id = ''): Promise<LoggedModelRow> {
  const found = await loggedModelBy(tx, id, { deleted: true });
  needExperiment(reach, found.experiment_id, 'write');
  return found;
}

export const finalizeLoggedModel = operation({
  message: 'FinalizeLoggedModel',
  rules: { model_id: [text, required], status: [integerLike, required] },
  writes: true,
  run: async ({ model_id, status = 'LOGGED_MODEL_STATUS_UNSPECIFIED' }, context) => {
    const { tx, now } = context;
    const found = await changeable(context, model_id);
    await tx.run('UPDATE logged_models SET status = ?, last_updated_timestamp_ms = ? WHERE model_id = ?', [
      statusNumber(status),
      now,
      found.model_id,
    ]);
    return shown(tx, await loggedModelBy(tx, found.model_id, { deleted: true }));
  },
});

export const deleteLoggedModel = operation({
  message: 'DeleteLoggedModel',
  rules: {},
  writes: true,
  run: async ({ model_id }, context) => {
    const found = await changeable(context, model_id);
    await context.tx.run(
      `UPDATE logged_models SET lifecycle_stage = 'deleted', last_updated_timestamp_ms = ? WHERE model_id = ?`,
      [context.now, found.model_id],
    );
    return {};
  },
});

export const logLoggedModelParams = operation({
  message: 'LogLoggedModelParamsRequest',
  rules: { model_id: [text, required], params: [list] },
  writes: true,
  run: async ({ model_id, params }, context) => {
    await addParams(context.tx, await changeable(context, model_id), params);
    return {};
  },
});

export const setLoggedModelTags = operation({
  message: 'SetLoggedModelTags',
  rules: { tags: [list] },
  writes: true,
  run: async ({ model_id, tags }, context) => {
    const found = await changeable(context, model_id);
    const byKey = new Map(tags.map(({ key = '', value = '' }) => [key, value]));
    await setLoggedModelTagRows(context.tx, found, byKey);
    return {};
  },
});

export const deleteLoggedModelTag = operation({
  message: 'DeleteLoggedModelTag',
  rules: {},
  writes: true,
  run: async ({ model_id, tag_key = '' }, context) => {
    const found = await changeable(context, model_id);
    const deleted = await context.tx.run('DELETE FROM logged_model_tags WHERE model_id = ? AND tag_key = ?', [
      found.model_id,
      tag_key,
    ]);
    if (deleted === 0)
      throw doesNotExist(
        `No tag with key ${pythonRepr(tag_key)} found for model with ID ${pythonRepr(found.model_id)}.`,
      );
    return {};
  },
});
