import { checkSource, modelUriOf, type Owner } from '../checks/sources.ts';
import type { Transaction } from '../database/database.ts';
import { loggedModelBy } from '../entities/logged-models.ts';
import {
  canonicalStage,
  latestVersions,
  modelVersionBy,
  type ModelVersionRow,
} from '../entities/model-versions.ts';
import { arePrompts, registeredModelBy, registeredModelTags } from '../entities/registered-models.ts';
import { runById } from '../entities/runs.ts';
import { splitUrl } from '../interface/python-url.ts';
import { invalidParameter, MlflowError } from '../mlflow-error.ts';
import { modelVersionByAlias } from './model-version-by-alias.ts';

/** What a version is made of. */
interface VersionSource {
  readonly source: string;
  /** `null` where the version that it is a copy of has none. */
  readonly runId: string | null;
  /** Empty for none. */
  readonly modelId: string;
}

/**
 * What a request asks to make a version of. Another version as its source hands its run on.
 *
 * @param asked ids that were not given are absent
 * @throws MlflowError for ids that are not those of that version
 */
export async function askedSource(
  tx: Transaction,
  asked: {
    readonly source: string;
    readonly runId?: string | undefined;
    readonly modelId?: string | undefined;
  },
): Promise<VersionSource> {
  const { source, runId, modelId } = asked;
  const plain = { source, runId: runId ?? '', modelId: modelId ?? '' };
  const { scheme, netloc } = splitUrl(source);
  if (scheme !== 'models') return plain;
  const refusal = (words: string): MlflowError =>
    invalidParameter(`Invalid model version source: '${source}'. ${words}`);
  if (netloc !== '') throw refusal('Registered model sources must use the active model registry.');
  const uri = modelUriOf(source);
  if ('modelId' in uri) return plain;
  await registeredModelBy(tx, uri.name);
  if (arePrompts(await registeredModelTags(tx, uri.name)))
    throw refusal('Prompt versions cannot be used as model version sources.');
  const version = await versionOf(tx, uri);
  // A version does not keep the logged model that it was made of.
  if ((runId !== undefined && runId !== (version.run_id ?? '')) || (modelId !== undefined && modelId !== ''))
    throw refusal('The run_id and model_id request parameters must match the referenced model version.');
  return {
    source: `models:/${version.name}/${version.version}`,
    runId: runId ?? version.run_id,
    modelId: '',
  };
}

async function versionOf(
  tx: Transaction,
  uri: { name: string; version?: string; stage?: string; alias?: string },
): Promise<ModelVersionRow> {
  const { name, version, stage, alias } = uri;
  if (version !== undefined) return modelVersionBy(tx, name, version);
  if (alias !== undefined) return modelVersionByAlias(tx, name, alias);
  const wanted = stage === undefined ? undefined : canonicalStage(stage);
  const newest = (await latestVersions(tx, JSON.stringify([name])))
    .filter(({ current_stage }) => wanted === undefined || current_stage === wanted)
    .toSorted((one, other) => other.version - one.version)[0];
  if (newest) return newest;
  const inStage = stage === undefined ? '' : ` and stage '${stage}'`;
  throw new MlflowError('INTERNAL_ERROR', `No versions of model with name '${name}'${inStage} found`);
}

/** Checks that a source lies where its run or logged model keeps artifacts. @throws MlflowError */
export function checkOwnSource(
  tx: Transaction,
  { source, runId, modelId }: VersionSource,
  machine: Parameters<typeof checkSource>[2],
): Promise<void> {
  const owner: Owner =
    modelId === ''
      ? {
          field: 'run_id',
          id: runId ?? '',
          location: () => ifThere(async () => (await runById(tx, runId ?? '')).artifact_uri ?? ''),
        }
      : {
          field: 'model_id',
          id: modelId,
          location: () => ifThere(async () => (await loggedModelBy(tx, modelId)).artifact_location),
        };
  return checkSource(source, owner, machine);
}

async function ifThere(find: () => Promise<string>): Promise<string | null> {
  try {
    return await find();
  } catch (error) {
    if (error instanceof MlflowError && error.code === 'RESOURCE_DOES_NOT_EXIST') return null;
    throw error;
  }
}

/**
 * Where the artifacts of a source lie, and the run that they come from.
 *
 * @throws MlflowError where what a source means is not there
 */
export async function sourcePlace(
  tx: Transaction,
  { source, runId, modelId }: VersionSource,
): Promise<{ storageLocation: string; runId: string | null }> {
  let storageLocation = source;
  if (splitUrl(source).scheme === 'models') {
    try {
      const uri = modelUriOf(source);
      storageLocation =
        'modelId' in uri
          ? (await loggedModelBy(tx, uri.modelId)).artifact_location
          : downloadUri(await modelVersionBy(tx, uri.name, uri.version ?? ''));
    } catch (error) {
      throw new MlflowError(
        'INTERNAL_ERROR',
        `Unable to fetch model from model URI source artifact location '${source}'.Error: ${(error as Error).message}`,
        { cause: error },
      );
    }
  }
  // A logged model knows its run.
  const isAsked = !runId && modelId !== '';
  return { storageLocation, runId: isAsked ? (await loggedModelBy(tx, modelId)).source_run_id : runId };
}

/** Where the artifacts of a version are fetched. */
export const downloadUri = ({ storage_location, source }: ModelVersionRow): string =>
  storage_location || (source ?? '');
