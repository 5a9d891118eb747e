import { safePath, writablePath } from '@modelfolio/experiments/artifact-path';
import { pathAt } from '@modelfolio/experiments/artifact-places';
import { artifactsOfModel, artifactsOfRun, artifactsOfVersion } from '@modelfolio/experiments/artifacts-of';
import { invalidParameter, MlflowError } from '@modelfolio/experiments/mlflow-error';
import { announcedBytes, neededQuery, noBody, queryOf, type ArtifactHandler } from './artifact-request.ts';
import { sendArtifact } from './send-artifact.ts';

// Artifacts by what they belong to, as MLflow's pages ask for them.

/** `GET /get-artifact?run_id=&path=` */
export const getRunArtifact: ArtifactHandler = async (request, services) => {
  const { raw, caller } = request;
  const path = safePath(neededQuery(request, 'path'));
  const runId = queryOf(request, 'run_id') || queryOf(request, 'run_uuid') || '';
  const located = await artifactsOfRun(services, runId, { caller, signal: raw.signal });
  return sendArtifact(raw, located, path);
};

/** `GET /model-versions/get-artifact?name=&version=&path=` */
export const getVersionArtifact: ArtifactHandler = async (request, services) => {
  const { raw, caller } = request;
  const path = safePath(neededQuery(request, 'path'));
  const [name, version] = [queryOf(request, 'name') ?? '', queryOf(request, 'version') ?? ''];
  const located = await artifactsOfVersion(services, { name, version }, { caller, signal: raw.signal });
  return sendArtifact(raw, located, path);
};

/**
 * `GET /ajax-api/2.0/mlflow/logged-models/{model_id}/artifacts/files?artifact_file_path=`
 *
 * @param modelId of the path, decoded
 */
export const getModelArtifact =
  (modelId: string): ArtifactHandler =>
  async (request, services) => {
    const { raw, caller } = request;
    const sent = queryOf(request, 'artifact_file_path');
    if (!sent)
      throw new MlflowError('BAD_REQUEST', 'Request must include the "artifact_file_path" query parameter.');
    const path = safePath(sent);
    const located = await artifactsOfModel(services, modelId, { caller, signal: raw.signal });
    return sendArtifact(raw, located, path);
  };

/** What pages may upload. */
const mostBytes = 10 * 1024 * 1024;

/** `POST /ajax-api/2.0/mlflow/upload-artifact?run_uuid=&path=` */
export const uploadRunArtifact: ArtifactHandler = async (request, services) => {
  const { raw, caller } = request;
  const runId = queryOf(request, 'run_uuid');
  if (!runId) throw invalidParameter('Request must specify run_uuid.');
  const sent = queryOf(request, 'path');
  if (!sent) throw invalidParameter('Request must specify path.');
  const path = writablePath(sent);
  const announced = announcedBytes(request);
  if (announced !== undefined && announced > mostBytes) throw tooLarge();
  const body = await someBody(raw.body ?? noBody());
  const located = await artifactsOfRun(services, runId, { caller, signal: raw.signal }, 'write');
  await located.place.write(pathAt(located, path), body, { bytes: announced, signal: raw.signal });
  return new Response(null, { headers: { 'Content-Type': 'application/json' } });
};

const tooLarge = () => invalidParameter('Artifact size is too large. Max size is 10MB.');

/** A body that is neither empty nor too large. @throws MlflowError where it is empty, and later where it is too large */
async function someBody(body: AsyncIterable<Uint8Array>): Promise<AsyncIterable<Uint8Array>> {
  const chunks = body[Symbol.asyncIterator]();
  let next = await chunks.next();
  while (next.done !== true && next.value.byteLength === 0) next = await chunks.next();
  if (next.done === true) throw invalidParameter('Request must specify data.');
  return (async function* () {
    for (let bytes = 0; next.done !== true; next = await chunks.next()) {
      bytes += next.value.byteLength;
      if (bytes > mostBytes) throw tooLarge();
      yield next.value;
    }
  })();
}
