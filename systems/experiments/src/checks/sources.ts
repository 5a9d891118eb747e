import { splitUrl, unquoted, unquotedWholly } from '../interface/python-url.ts';
import { invalidParameter, MlflowError } from '../mlflow-error.ts';
import { isLocal, localPath } from './locations.ts';
import { parseModelUri, type ModelUri } from './model-uri.ts';

/** The run or logged model whose artifacts a version of a model is to be made of. */
export interface Owner {
  readonly field: 'run_id' | 'model_id';
  /** Empty where none was given. */
  readonly id: string;
  /** Resolves to where its artifacts are kept; `null` where there is no such run or model. */
  location(): Promise<string | null>;
}

/**
 * Checks that the source of a version lies where its run or logged model keeps its artifacts. Else whoever may register
 * models could read any file of the server, and others' artifacts, through their own versions.
 *
 * @param realPath a path as it really is, its links followed
 * @throws MlflowError in the words of MLflow 3.17.2
 */
export async function checkSource(
  source: string,
  owner: Owner,
  { realPath }: { realPath(path: string): string },
): Promise<void> {
  if (isLocal(source)) return checkLocalSource(source, owner, realPath);
  checkHasNoRelativeParts(source);
  const { scheme, netloc } = splitUrl(source);
  if (scheme === 'runs') return checkRunSource(source, owner);
  if (scheme === 'models') {
    const uri = netloc === '' ? parseModelUri(source) : null;
    if (uri === null) throw foreignSource(source, 'model_id');
    if ('modelId' in uri && !isOwn(owner, 'model_id', uri.modelId)) throw foreignSource(source, 'model_id');
    return;
  }
  if (!isServedByMlflow(source)) return;
  const root = await locationOf(owner, source);
  if (root === null || !isWithin(source, root)) throw foreignSource(source, owner.field);
}

async function checkLocalSource(
  source: string,
  owner: Owner,
  realPath: (path: string) => string,
): Promise<void> {
  const root = await locationOf(owner, source);
  if (root !== null && isLocal(root)) {
    const [own, folder] = [realPath(localPath(source)), realPath(localPath(root))];
    if (!own.includes('\0') && (own === folder || own.startsWith(folder === '/' ? '/' : `${folder}/`)))
      return;
  }
  throw invalidParameter(
    `Invalid model version source: '${source}'. To use a local path as a model version source, the ${owner.field} request parameter has to be specified and the local path has to be contained within the artifact directory of the run specified by the ${owner.field}.`,
  );
}

function checkRunSource(source: string, owner: Owner): void {
  const { netloc, path } = splitUrl(source);
  if (owner.field === 'model_id' || netloc !== '') throw foreignSource(source, owner.field);
  const [runId = ''] = path.slice(1).split('/');
  if (runId === '')
    throw new MlflowError(
      'INTERNAL_ERROR',
      `Not a proper runs:/ URI: ${source}. Runs URIs must be of the form 'runs:/<run_id>/run-relative/path/to/artifact'`,
    );
  if (!isOwn(owner, 'run_id', runId)) throw foreignSource(source, 'run_id');
}

const isOwn = ({ field, id }: Owner, of: Owner['field'], named: string): boolean =>
  field === of && id === named;

/** `null` where no owner was given. @throws MlflowError where there is none of this id */
async function locationOf({ field, id, location }: Owner, source: string): Promise<string | null> {
  if (id === '') return null;
  const found = await location();
  if (found === null) throw foreignSource(source, field);
  return found;
}

/** That a source does not belong to what a request says it belongs to. */
const foreignSource = (source: string, field: Owner['field']): MlflowError =>
  invalidParameter(
    `Invalid model version source: '${source}'. The ${field} request parameter must identify the resource that contains the source.`,
  );

/** The version or logged model that a `models:/…` source means. @throws MlflowError for what is none */
export function modelUriOf(source: string): ModelUri {
  const uri = parseModelUri(source);
  if (uri === null) throw foreignSource(source, 'model_id');
  return uri;
}

/** @throws MlflowError where an address, however it is encoded, does not name its path plainly */
function checkHasNoRelativeParts(source: string): void {
  const plain = unquotedWholly(source, (text) => unquoted(text.replaceAll('+', ' ')));
  const path = splitUrl(plain).path.replace(/\/+$/, '').replaceAll(/\/+/g, '/');
  const isPlain = path.startsWith('/') && !path.includes('\0') && !path.split('/').includes('.');
  if (isPlain && !plain.split('/').includes('..')) return;
  throw invalidParameter(
    `Invalid model version source: '${source}'. If supplying a source as an http, https, local file path, ftp, objectstore, or mlflow-artifacts uri, an absolute path must be provided without relative path references present. Please provide an absolute path.`,
  );
}

/** Whether an address is one of artifacts that an MLflow server hands out. */
function isServedByMlflow(source: string): boolean {
  const { scheme, parts } = partsOf(source);
  if (scheme === 'mlflow-artifacts') return true;
  const route = '/api/2.0/mlflow-artifacts/artifacts/';
  return /^https?$/.test(scheme) && `/${parts.join('/')}/`.includes(route);
}

function isWithin(source: string, root: string): boolean {
  const [own, other] = [partsOf(source), partsOf(root)];
  return (
    own.scheme === other.scheme &&
    own.authority === other.authority &&
    other.parts.length > 0 &&
    other.parts.every((part, index) => own.parts[index] === part)
  );
}

function partsOf(uri: string): { scheme: string; authority: string; parts: readonly string[] } {
  const { scheme, netloc, path } = splitUrl(uri, { params: false });
  const parts = path.split('/').filter((part) => part !== '');
  return { scheme, authority: netloc.toLowerCase(), parts: parts.map((part) => unquotedWholly(part)) };
}
