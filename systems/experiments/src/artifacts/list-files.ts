import { readRequest } from '../operations/operation.ts';
import { required, text } from '../interface/request-rules.ts';
import { joinPaths, safePath } from './artifact-path.ts';
import { pathAt, type Located } from './artifact-places.ts';
import { artifactsOfModel, artifactsOfRun, type ArtifactServices, type Asking } from './artifacts-of.ts';

/** Files and folders, as MLflow's JSON has them. */
interface Files {
  /** Left out where there are none. */
  readonly files?: readonly {
    readonly path: string;
    readonly is_dir: boolean;
    readonly file_size?: number;
  }[];
}

/**
 * Lists a folder of artifacts.
 *
 * @param path safe, below what was located
 * @param shown what the paths that are told begin with
 */
export async function listFiles(located: Located, path: string, shown: string): Promise<Files> {
  const listed = await located.place.list(pathAt(located, path));
  if (listed.length === 0) return {};
  return {
    files: listed.map(({ name, bytes }) => ({
      path: joinPaths(shown, name),
      is_dir: bytes === null,
      ...(bytes !== null && { file_size: bytes }),
    })),
  };
}

/** MLflow's `ListArtifacts`: what a run has logged. @throws MlflowError */
export async function listArtifactsOfRun(
  services: ArtifactServices,
  json: Readonly<Record<string, unknown>>,
  asking: Asking,
): Promise<Files & { root_uri: string }> {
  const {
    run_id = '',
    run_uuid = '',
    path: sent = '',
  } = readRequest(
    {
      message: 'ListArtifacts',
      rules: { run_id: [text, required], path: [text], page_token: [text] },
    },
    json,
  );
  const path = safePath(sent);
  const located = await artifactsOfRun(services, run_id || run_uuid, asking);
  return { root_uri: located.uri, ...(await listFiles(located, path, path)) };
}

/** MLflow's `ListLoggedModelArtifacts`: what belongs to a logged model. @throws MlflowError */
export async function listArtifactsOfModel(
  services: ArtifactServices,
  json: Readonly<Record<string, unknown>>,
  asking: Asking,
): Promise<Files & { root_uri: string }> {
  const { model_id = '', artifact_directory_path: sent = '' } = readRequest(
    { message: 'ListLoggedModelArtifacts', rules: { artifact_directory_path: [text] } },
    json,
  );
  const path = safePath(sent);
  const located = await artifactsOfModel(services, model_id, asking);
  return { root_uri: located.uri, ...(await listFiles(located, path, path)) };
}
