import { listArtifactsOfModel, listArtifactsOfRun } from '@modelfolio/experiments/artifact-list';
import { jsonResponse, type ArtifactHandler, type ArtifactRequest } from './artifact-request.ts';

/** `GET /mlflow/artifacts/list?run_id=&path=` */
export const listRunArtifacts: ArtifactHandler = async (request, services) =>
  jsonResponse(await listArtifactsOfRun(services, parametersOf(request), askingOf(request)));

/**
 * `GET /mlflow/logged-models/{model_id}/artifacts/directories?artifact_directory_path=`
 *
 * @param modelId of the path, decoded
 */
export const listModelArtifacts =
  (modelId: string): ArtifactHandler =>
  async (request, services) => {
    const parameters = { ...parametersOf(request), model_id: modelId };
    return jsonResponse(await listArtifactsOfModel(services, parameters, askingOf(request)));
  };

const parametersOf = ({ raw }: ArtifactRequest): Record<string, unknown> =>
  Object.fromEntries(new URL(raw.url).searchParams);

const askingOf = ({ caller, raw }: ArtifactRequest) => ({ caller, signal: raw.signal });
