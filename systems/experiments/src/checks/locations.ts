import { hostOf, joinUrl, splitUrl, unquoted } from '../interface/python-url.ts';
import { invalidParameter, MlflowError } from '../mlflow-error.ts';
import { checkHost, type HostPolicy } from './hosts.ts';
import { limits } from './limits.ts';
import { lengthOf } from './names.ts';

/**
 * Checks where a client wants artifacts to be kept, and makes a relative path absolute.
 *
 * @param field the field of the request that holds it
 * @returns the place as it is kept
 * @throws MlflowError for what is no place of artifacts, in the words of MLflow 3.17.2
 *
 * @example
 * storageLocation('runs', 'artifact_location', { artifactRoot: 'mlflow-artifacts:/', allowedSchemes: [], workingDirectory: '/srv' }); // '/srv/runs'
 */
export function storageLocation(
  uri: string,
  field: string,
  policy: HostPolicy & { readonly workingDirectory: string },
): string {
  const { fragment, params, query } = splitUrl(uri);
  if (fragment !== '' || params !== '')
    throw invalidParameter(`'${field}' URL can't include fragments or params.`);
  checkQuery(query);
  checkHost(uri, field, policy);
  if (uri.startsWith('runs:'))
    throw invalidParameter(`Artifact location cannot be a runs:/ URI. Given: '${uri}'`);
  checkLocationLength(uri);
  const location = isLocal(uri) ? absolute(uri, policy.workingDirectory) : uri;
  checkLocationLength(location);
  return location;
}

function checkLocationLength(location: string): void {
  if (lengthOf(location) > limits.artifactLocation)
    throw invalidParameter(
      `Invalid artifact path length. The length of the artifact path cannot be greater than ${limits.artifactLocation} characters.`,
    );
}

/** A query is taken along when parts are added to a path: it must not lead anywhere else, however often it is encoded. */
function checkQuery(query: string): void {
  let decoded = query;
  for (let times = 0; times < 10; times++) {
    const again = joinUrl(splitUrl(unquoted(decoded)));
    if (again === decoded) {
      if (decoded.includes('..')) break;
      return;
    }
    decoded = again;
  }
  throw invalidParameter('Invalid query string');
}

/**
 * Whether an address is a path of this machine.
 *
 * @throws MlflowError for one of another machine
 */
export function isLocal(uri: string): boolean {
  const url = splitUrl(uri);
  if (uri === 'databricks') return false;
  if (url.scheme !== 'file') return url.scheme === '';
  const host = hostOf(url);
  if (host !== '' && host !== '.' && !host.startsWith('localhost') && !host.startsWith('127.0.0.1'))
    throw new MlflowError(
      'INTERNAL_ERROR',
      `${uri} is not a valid remote uri. For remote access on windows, please consider using a different scheme such as SMB (e.g. smb://<hostname>/<path>).`,
    );
  return true;
}

/** The path that a local address means. */
export const localPath = (uri: string): string =>
  unquoted(uri.startsWith('file:') ? splitUrl(uri).path : uri);

function absolute(uri: string, workingDirectory: string): string {
  const path = localPath(uri);
  if (path.startsWith('/')) return uri;
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  const joined = [workingDirectory.replace(/\/$/, ''), ...parts].join('/');
  const { scheme, query } = splitUrl(uri);
  return scheme === ''
    ? joined
    : joinUrl({ scheme, netloc: '', path: joined, params: '', query, fragment: '' });
}
