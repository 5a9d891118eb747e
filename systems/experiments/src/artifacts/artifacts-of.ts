import { appendToUri } from '../artifact-uri.ts';
import { invalidParameter, MlflowError } from '../mlflow-error.ts';
import { needExperiment } from '../operations/needs.ts';
import { holds, levelIn, type AccessLevel } from '../reach.ts';
import type { Caller, Store } from '../store.ts';
import type { ArtifactPlaces, Located } from './artifact-places.ts';

/** What artifacts are looked up with. */
export interface ArtifactServices {
  readonly store: Store;
  readonly places: ArtifactPlaces;
}

/** On whose behalf. */
export interface Asking {
  readonly caller: Caller;
  readonly signal?: AbortSignal | undefined;
}

/** Artifacts of something in the database. */
export interface OwnedArtifacts extends Located {
  /** As the database has it. */
  readonly uri: string;
}

/**
 * Where the artifacts of a run are.
 *
 * @param needed what the caller has to be allowed in its experiment (default: read)
 * @throws MlflowError for a run that is not there, or not for this caller
 */
export async function artifactsOfRun(
  { store, places }: ArtifactServices,
  runId: string,
  { caller, signal }: Asking,
  needed: AccessLevel = 'read',
): Promise<OwnedArtifacts> {
  const { info } = (
    JSON.parse(await store.call('getRun', { run_id: runId }, caller, signal)) as {
      run: { info: { artifact_uri?: string; experiment_id: string } };
    }
  ).run;
  needExperiment(caller, BigInt(info.experiment_id), needed);
  return located(places, info.artifact_uri ?? '');
}

/** Where the artifacts of a logged model are. @throws MlflowError for one that is not there, or not for this caller */
export async function artifactsOfModel(
  { store, places }: ArtifactServices,
  modelId: string,
  { caller, signal }: Asking,
): Promise<OwnedArtifacts> {
  const { info } = (
    JSON.parse(await store.call('getLoggedModel', { model_id: modelId }, caller, signal)) as {
      model: { info: { artifact_uri?: string } };
    }
  ).model;
  return located(places, info.artifact_uri ?? '');
}

/** Where the artifacts of a version of a registered model are. @throws MlflowError */
export async function artifactsOfVersion(
  services: ArtifactServices,
  { name, version }: { readonly name: string; readonly version: string },
  asking: Asking,
): Promise<OwnedArtifacts> {
  const { artifact_uri = '' } = JSON.parse(
    await services.store.call('getModelVersionDownloadUri', { name, version }, asking.caller, asking.signal),
  ) as { artifact_uri?: string };
  // Versions of older servers name what they were made of, not where it is.
  const [, runId, path] = /^runs:\/+([^/]+)\/?(.*)$/s.exec(artifact_uri) ?? [];
  if (runId !== undefined) {
    const { uri } = await artifactsOfRun(services, runId, asking);
    return located(services.places, path ? appendToUri(uri, path) : uri);
  }
  const [, modelId] = /^models:\/+(m-[^/]+)$/.exec(artifact_uri) ?? [];
  if (modelId !== undefined) return artifactsOfModel(services, modelId, asking);
  return located(services.places, artifact_uri);
}

async function located(places: ArtifactPlaces, uri: string): Promise<OwnedArtifacts> {
  if (uri === '') throw invalidParameter('It has no artifact location.');
  return { ...(await places.locate(uri)), uri };
}

/**
 * Checks that a caller may read or change what is served at a path, which belongs to an experiment or to none.
 *
 * @throws MlflowError `PERMISSION_DENIED`
 */
export function needServed(places: ArtifactPlaces, path: string, caller: Caller, needed: AccessLevel): void {
  const experimentId = places.experimentOf(path);
  const level = experimentId === null ? caller.server : levelIn(caller, experimentId);
  if (holds(level, needed)) return;
  throw new MlflowError(
    'PERMISSION_DENIED',
    `The token may not ${needed === 'read' ? 'read' : 'change'} the artifacts at '${path}': it needs the role ${needed}${experimentId === null ? ' on the server' : ` in experiment ${experimentId}`}.`,
  );
}
