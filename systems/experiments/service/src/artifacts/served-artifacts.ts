import { listFiles } from '@modelfolio/experiments/artifact-list';
import { safePath, writablePath } from '@modelfolio/experiments/artifact-path';
import { needServed } from '@modelfolio/experiments/artifacts-of';
import { MlflowError } from '@modelfolio/experiments/mlflow-error';
import { announcedBytes, jsonResponse, noBody, queryOf, type ArtifactHandler } from './artifact-request.ts';
import { sendArtifact } from './send-artifact.ts';

// What clients keep through the server, by its path from `--artifacts-destination`.

/** `GET /mlflow-artifacts/artifacts/{path…}` */
export const downloadArtifact: ArtifactHandler = async ({ raw, rest, caller }, { places }) => {
  const path = safePath(rest);
  const served = await places.served();
  needServed(places, path, caller, 'read');
  return sendArtifact(raw, served, path);
};

/** `PUT /mlflow-artifacts/artifacts/{path…}` */
export const uploadArtifact: ArtifactHandler = async (request, { places }) => {
  const { raw, rest, caller } = request;
  const path = writablePath(rest);
  const { place } = await places.served();
  needServed(places, path, caller, 'write');
  await place.write(path, raw.body ?? noBody(), { bytes: announcedBytes(request), signal: raw.signal });
  return jsonResponse({});
};

/** `DELETE /mlflow-artifacts/artifacts/{path…}` */
export const deleteArtifact: ArtifactHandler = async ({ rest, caller }, { places }) => {
  const path = safePath(rest);
  const { place } = await places.served();
  needServed(places, path, caller, 'write');
  await place.remove(path);
  return jsonResponse({});
};

/** `GET /mlflow-artifacts/artifacts?path=` */
export const listServedArtifacts: ArtifactHandler = async (request, { places }) => {
  const path = safePath(queryOf(request, 'path') ?? '');
  const served = await places.served();
  needServed(places, path, request.caller, 'read');
  return jsonResponse(await listFiles(served, path, ''));
};

/** `POST /mlflow-artifacts/mpu/{create,complete,abort}/{path…}`: clients go on without where it says so. */
export const refuseParts: ArtifactHandler = async ({ rest }) => {
  safePath(rest);
  throw new MlflowError(
    'NOT_IMPLEMENTED',
    'Multipart upload is not supported for the current artifact repository',
  );
};
