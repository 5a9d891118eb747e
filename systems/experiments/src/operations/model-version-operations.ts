import { checkHost } from '../checks/hosts.ts';
import { checkModelName, checkRegistryTag, versionNumber } from '../checks/model-names.ts';
import { checkKey } from '../checks/names.ts';
import type { Transaction } from '../database/database.ts';
import { canonicalStage, deletedStage, modelVersionBy, toModelVersions } from '../entities/model-versions.ts';
import { arePrompts, registeredModelBy } from '../entities/registered-models.ts';
import { flag, list, required, text } from '../interface/request-rules.ts';
import { invalidParameter, MlflowError } from '../mlflow-error.ts';
import { askedSource, checkOwnSource, downloadUri, sourcePlace } from './model-version-source.ts';
import { needServer } from './needs.ts';
import { operation } from './operation.ts';
import { tellModelOfVersion } from './tell-model-of-version.ts';

/** What MLflow's client gives as the source of a prompt, which has no artifacts. */
const promptSources: readonly string[] = ['dummy-source', 'prompt-template'];

export const createModelVersion = operation({
  message: 'CreateModelVersion',
  rules: {
    name: [text, required],
    source: [text, required],
    run_id: [text],
    tags: [list],
    run_link: [text],
    description: [text],
    model_id: [text],
  },
  writes: true,
  run: async (request, { tx, now, artifactRoot, machine, reach }) => {
    needServer(reach, 'write');
    const { name = '', source: given = '', run_id: runId, model_id: modelId, tags } = request;
    if (!machine.takesSource(given)) throw invalidParameter(`Invalid model version source: '${given}'.`);
    const isPrompt = arePrompts(tags);
    if (isPrompt && !promptSources.includes(given))
      throw invalidParameter(
        `Invalid prompt source: '${given}'. Prompt sources must use an MLflow placeholder.`,
      );
    checkHost(given, 'source', { artifactRoot, ...machine });
    const asked = isPrompt
      ? { source: given, runId: runId ?? '', modelId: modelId ?? '' }
      : await askedSource(tx, { source: given, runId, modelId });
    if (!isPrompt) await checkOwnSource(tx, asked, machine);
    checkModelName(name);
    for (const { key = '', value = '' } of tags) checkRegistryTag(key, value);
    const place = await sourcePlace(tx, asked);
    await registeredModelBy(tx, name);
    await touchModel(tx, name, now);
    const version = await nextVersion(tx, name);
    await tx.insert(
      'model_versions',
      `name version creation_time last_updated_time description current_stage source storage_location run_id run_link status
       workspace`.split(/\s+/),
      [
        [
          name,
          version,
          now,
          now,
          request.description ?? '',
          'None',
          asked.source,
          place.storageLocation,
          place.runId,
          request.run_link ?? '',
          'READY',
          'default',
        ],
      ],
    );
    const byKey = new Map(tags.map(({ key = '', value = '' }) => [key, value]));
    await tx.insert(
      'model_version_tags',
      ['name', 'version', 'key', 'value', 'workspace'],
      Array.from(byKey, ([key, value]) => [name, version, key, value, 'default']),
    );
    if (!isPrompt && asked.modelId !== '')
      await tellModelOfVersion(tx, { modelId: asked.modelId, name, version });
    return shown(tx, name, String(version));
  },
});

/** A number that no version of this model has had: deleted ones keep theirs. */
async function nextVersion(tx: Transaction, name: string): Promise<number> {
  const found = await tx.first<{ highest: number | null }>(
    `SELECT MAX(version) AS highest FROM model_versions WHERE workspace = 'default' AND name = ?`,
    [name],
  );
  return (found?.highest ?? 0) + 1;
}

/** Says that a model has changed. Its row is locked by that: of two versions made at once, one waits for its number. */
const touchModel = (tx: Transaction, name: string, now: number): Promise<number> =>
  tx.run(`UPDATE registered_models SET last_updated_time = ? WHERE workspace = 'default' AND name = ?`, [
    now,
    name,
  ]);

async function shown(
  tx: Transaction,
  name: string,
  version: string,
): Promise<{ model_version: object | undefined }> {
  const [model_version] = await toModelVersions(tx, [await modelVersionBy(tx, name, version)]);
  return { model_version };
}

export const getModelVersion = operation({
  message: 'GetModelVersion',
  rules: { name: [text, required], version: [text, required] },
  writes: false,
  run: ({ name = '', version = '' }, { tx, reach }) => {
    needServer(reach, 'read');
    return shown(tx, name, version);
  },
});

export const getModelVersionDownloadUri = operation({
  message: 'GetModelVersionDownloadUri',
  rules: {},
  writes: false,
  run: async ({ name = '', version = '' }, { tx, reach }) => {
    needServer(reach, 'read');
    return { artifact_uri: downloadUri(await modelVersionBy(tx, name, version)) };
  },
});

export const updateModelVersion = operation({
  message: 'UpdateModelVersion',
  rules: { name: [text, required], version: [text, required], description: [text] },
  writes: true,
  run: async ({ name = '', version = '', description }, { tx, now, reach }) => {
    needServer(reach, 'write');
    const { version: number } = await modelVersionBy(tx, name, version);
    await tx.run(
      `UPDATE model_versions SET description = ?, last_updated_time = ?
       WHERE workspace = 'default' AND name = ? AND version = ?`,
      [description ?? null, now, name, number],
    );
    return shown(tx, name, version);
  },
});

/** Stages whose other versions may be archived when a version enters them. */
const activeStages: readonly string[] = ['Staging', 'Production'];

export const transitionModelVersionStage = operation({
  message: 'TransitionModelVersionStage',
  rules: {
    name: [text, required],
    version: [text, required],
    stage: [text, required],
    archive_existing_versions: [flag],
  },
  writes: true,
  run: async (request, { tx, now, reach }) => {
    needServer(reach, 'write');
    const { name = '', version = '', stage = '', archive_existing_versions: archives = false } = request;
    const entered = canonicalStage(stage);
    if (archives && !activeStages.includes(entered))
      throw new MlflowError(
        'INTERNAL_ERROR',
        `Model version transition cannot archive existing model versions because '${stage}' is not an Active stage. Valid stages are ['Staging', 'Production']`,
      );
    const { version: number } = await modelVersionBy(tx, name, version);
    if (archives)
      await tx.run(
        `UPDATE model_versions SET current_stage = 'Archived', last_updated_time = ?
         WHERE workspace = 'default' AND name = ? AND version <> ? AND current_stage = ?`,
        [now, name, number, entered],
      );
    await tx.run(
      `UPDATE model_versions SET current_stage = ?, last_updated_time = ?
       WHERE workspace = 'default' AND name = ? AND version = ?`,
      [entered, now, name, number],
    );
    await touchModel(tx, name, now);
    return shown(tx, name, version);
  },
});

export const deleteModelVersion = operation({
  message: 'DeleteModelVersion',
  rules: { name: [text, required], version: [text, required] },
  writes: true,
  run: async ({ name = '', version = '' }, { tx, now, reach }) => {
    needServer(reach, 'write');
    versionNumber(version);
    const { version: number } = await modelVersionBy(tx, name, version);
    await touchModel(tx, name, now);
    await tx.run(
      `DELETE FROM registered_model_aliases WHERE workspace = 'default' AND name = ? AND version = ?`,
      [name, number],
    );
    await tx.run(
      `UPDATE model_versions SET current_stage = '${deletedStage}', last_updated_time = ?, description = NULL, user_id = NULL,
         source = 'REDACTED-SOURCE-PATH', run_id = 'REDACTED-RUN-ID', run_link = 'REDACTED-RUN-LINK', status_message = NULL
       WHERE workspace = 'default' AND name = ? AND version = ?`,
      [now, name, number],
    );
    return {};
  },
});

export const setModelVersionTag = operation({
  message: 'SetModelVersionTag',
  rules: { name: [text, required], version: [text, required], key: [text, required], value: [text] },
  writes: true,
  run: async ({ name = '', version = '', key = '', value = '' }, { tx, reach }) => {
    needServer(reach, 'write');
    checkModelName(name);
    versionNumber(version);
    checkRegistryTag(key, value);
    const { version: number } = await modelVersionBy(tx, name, version);
    await tx.insert(
      'model_version_tags',
      ['name', 'version', 'key', 'value', 'workspace'],
      [[name, number, key, value, 'default']],
      'ON CONFLICT (workspace, key, name, version) DO UPDATE SET value = excluded.value',
    );
    return {};
  },
});

export const deleteModelVersionTag = operation({
  message: 'DeleteModelVersionTag',
  rules: { name: [text, required], version: [text, required], key: [text, required] },
  writes: true,
  run: async ({ name = '', version = '', key = '' }, { tx, reach }) => {
    needServer(reach, 'write');
    checkModelName(name);
    versionNumber(version);
    checkKey(key, 'key');
    const { version: number } = await modelVersionBy(tx, name, version);
    await tx.run(
      `DELETE FROM model_version_tags WHERE workspace = 'default' AND name = ? AND version = ? AND key = ?`,
      [name, number, key],
    );
    return {};
  },
});
