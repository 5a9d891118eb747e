import { checkModelName, checkNewModelName, checkRegistryTag } from '../checks/model-names.ts';
import { checkKey } from '../checks/names.ts';
import { UniqueViolation, type Transaction } from '../database/database.ts';
import { canonicalStage, latestVersions, toModelVersions } from '../entities/model-versions.ts';
import {
  promptTag,
  registeredModelBy,
  registeredModelTags,
  toRegisteredModels,
} from '../entities/registered-models.ts';
import { pythonRepr } from '../interface/python-words.ts';
import { list, listOfTexts, required, text } from '../interface/request-rules.ts';
import { MlflowError } from '../mlflow-error.ts';
import { needServer } from './needs.ts';
import { operation } from './operation.ts';

export const createRegisteredModel = operation({
  message: 'CreateRegisteredModel',
  rules: { name: [text, required], tags: [list], description: [text] },
  writes: true,
  run: async ({ name = '', tags, description = '' }, { tx, now, reach }) => {
    needServer(reach, 'write');
    checkModelName(name);
    for (const { key = '', value = '' } of tags) checkRegistryTag(key, value);
    const made = await tx.first(
      `INSERT INTO registered_models (name, creation_time, last_updated_time, description, workspace)
       VALUES (?, ?, ?, ?, 'default') ON CONFLICT (workspace, name) DO NOTHING RETURNING name`,
      [name, now, now, description],
    );
    if (!made)
      throw await nameIsTaken(
        tx,
        name,
        tags.some(({ key }) => key === promptTag),
      );
    const byKey = new Map(tags.map(({ key = '', value = '' }) => [key, value]));
    await tx.insert(
      'registered_model_tags',
      ['name', 'key', 'value', 'workspace'],
      Array.from(byKey, ([key, value]) => [name, key, value, 'default']),
    );
    return shown(tx, name);
  },
});

/** MLflow keeps prompts among models, and tells which of both has the name. */
async function nameIsTaken(tx: Transaction, name: string, isPrompt: boolean): Promise<MlflowError> {
  const known = await registeredModelTags(tx, name);
  const wasPrompt = known.some(({ key }) => key === promptTag);
  const kind = (prompt: boolean): string => (prompt ? 'Prompt' : 'Registered Model');
  return new MlflowError(
    'RESOURCE_ALREADY_EXISTS',
    isPrompt === wasPrompt
      ? `${kind(isPrompt)} (name=${name}) already exists.`
      : `Tried to create a ${kind(isPrompt).toLowerCase()} with name ${pythonRepr(name)}, but the name is already taken by a ${kind(wasPrompt).toLowerCase()}. MLflow does not allow creating a model and a prompt with the same name.`,
  );
}

async function shown(tx: Transaction, name: string): Promise<{ registered_model: object | undefined }> {
  const [registered_model] = await toRegisteredModels(tx, [await registeredModelBy(tx, name)]);
  return { registered_model };
}

export const getRegisteredModel = operation({
  message: 'GetRegisteredModel',
  rules: { name: [text, required] },
  writes: false,
  run: ({ name = '' }, { tx, reach }) => {
    needServer(reach, 'read');
    return shown(tx, name);
  },
});

export const updateRegisteredModel = operation({
  message: 'UpdateRegisteredModel',
  rules: { name: [text, required], description: [text] },
  writes: true,
  run: async ({ name = '', description = '' }, { tx, now, reach }) => {
    needServer(reach, 'write');
    await registeredModelBy(tx, name);
    await tx.run(
      `UPDATE registered_models SET description = ?, last_updated_time = ? WHERE workspace = 'default' AND name = ?`,
      [description, now, name],
    );
    return shown(tx, name);
  },
});

export const renameRegisteredModel = operation({
  message: 'RenameRegisteredModel',
  rules: { name: [text, required], new_name: [text, required] },
  writes: true,
  run: async ({ name = '', new_name = '' }, { tx, now, reach }) => {
    needServer(reach, 'write');
    checkNewModelName(new_name);
    await registeredModelBy(tx, name);
    try {
      // Versions, tags and aliases follow: their references cascade.
      await tx.run(
        `UPDATE registered_models SET name = ?, last_updated_time = ? WHERE workspace = 'default' AND name = ?`,
        [new_name, now, name],
      );
    } catch (error) {
      if (!(error instanceof UniqueViolation)) throw error;
      throw new MlflowError(
        'RESOURCE_ALREADY_EXISTS',
        `Registered Model (name=${new_name}) already exists. Error: ${error.message}`,
        { cause: error },
      );
    }
    await tx.run(`UPDATE model_versions SET last_updated_time = ? WHERE workspace = 'default' AND name = ?`, [
      now,
      new_name,
    ]);
    return shown(tx, new_name);
  },
});

export const deleteRegisteredModel = operation({
  message: 'DeleteRegisteredModel',
  rules: { name: [text, required] },
  writes: true,
  run: async ({ name = '' }, { tx, reach }) => {
    needServer(reach, 'write');
    await registeredModelBy(tx, name);
    // What refers to others goes first.
    for (const table of [
      'model_version_tags',
      'model_versions',
      'registered_model_aliases',
      'registered_model_tags',
      'registered_models',
    ])
      await tx.run(`DELETE FROM ${table} WHERE workspace = 'default' AND name = ?`, [name]);
    return {};
  },
});

export const getLatestVersions = operation({
  message: 'GetLatestVersions',
  rules: { name: [text, required], stages: [list, listOfTexts] },
  writes: false,
  run: async ({ name = '', stages }, { tx, reach }) => {
    needServer(reach, 'read');
    await registeredModelBy(tx, name);
    const wanted = stages.map(canonicalStage);
    const rows = await latestVersions(tx, JSON.stringify([name]));
    const asked = rows.filter(
      ({ current_stage }) => wanted.length === 0 || wanted.some((stage) => stage === current_stage),
    );
    return { model_versions: listed(await toModelVersions(tx, asked)) };
  },
});

/** MLflow's JSON has no empty lists. */
const listed = (entries: object[]): object[] | undefined => (entries.length === 0 ? undefined : entries);

export const setRegisteredModelTag = operation({
  message: 'SetRegisteredModelTag',
  rules: { name: [text, required], key: [text, required], value: [text] },
  writes: true,
  run: async ({ name = '', key = '', value = '' }, { tx, reach }) => {
    needServer(reach, 'write');
    checkModelName(name);
    checkRegistryTag(key, value);
    await registeredModelBy(tx, name);
    await tx.insert(
      'registered_model_tags',
      ['name', 'key', 'value', 'workspace'],
      [[name, key, value, 'default']],
      'ON CONFLICT (workspace, key, name) DO UPDATE SET value = excluded.value',
    );
    return {};
  },
});

export const deleteRegisteredModelTag = operation({
  message: 'DeleteRegisteredModelTag',
  rules: { name: [text, required], key: [text, required] },
  writes: true,
  run: async ({ name = '', key = '' }, { tx, reach }) => {
    needServer(reach, 'write');
    checkModelName(name);
    checkKey(key, 'key');
    await registeredModelBy(tx, name);
    // A tag that is not there is no error, as it is one of a run.
    await tx.run(`DELETE FROM registered_model_tags WHERE workspace = 'default' AND name = ? AND key = ?`, [
      name,
      key,
    ]);
    return {};
  },
});
