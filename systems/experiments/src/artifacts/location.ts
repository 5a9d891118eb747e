import { isAbsolute, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { invalidParameter } from '../mlflow-error.ts';
import { joinPaths } from './artifact-path.ts';

/** What a URI of artifacts means. */
export type Location =
  /** What this server serves itself, wherever that is kept. */
  | { readonly kind: 'served'; readonly path: string }
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 's3' | 'gs'; readonly bucket: string; readonly path: string };

/** What stands in an address of artifacts before their path. */
const servedRoute = '/api/2.0/mlflow-artifacts/artifacts';

/** Schemes by which a server would connect to a host that a client names. */
const hostSchemes = new Set(['ftp', 'sftp', 'hdfs', 'viewfs', 'http', 'https', 'r2', 'b2', 'abfss']);

/**
 * Reads a URI of artifacts, as experiments, runs and models have them. Hosts of `mlflow-artifacts:` and `http:` play no
 * part: nothing is asked there.
 *
 * @param cwd what relative paths are relative to
 * @throws MlflowError for what this server does not speak
 *
 * @example
 * parseLocation('s3://models/penguins', '/srv'); // { kind: 's3', bucket: 'models', path: 'penguins' }
 */
export function parseLocation(uri: string, cwd: string): Location {
  const [, scheme = '', rest = uri] = /^([a-z][a-z\d+.-]+):(.*)$/is.exec(uri) ?? [];
  const [, host = '', path = ''] = /^(?:\/\/([^/?#]*))?([^?#]*)/s.exec(rest) ?? [];
  switch (scheme.toLowerCase()) {
    case '':
      return { kind: 'folder', path: isAbsolute(uri) ? resolve(uri) : resolve(cwd, uri) };
    case 'file':
      return { kind: 'folder', path: pathOfFile(uri, host, path, cwd) };
    case 's3':
    case 'gs':
      if (host === '' || path.split('/').includes('..')) break;
      return {
        kind: scheme.toLowerCase() as 's3' | 'gs',
        bucket: host,
        path: joinPaths(...path.split('/')),
      };
    case 'mlflow-artifacts':
      return { kind: 'served', path: path.replace(/^\/+/, '') };
    case 'http':
    case 'https': {
      const at = `${path}/`.indexOf(`${servedRoute}/`);
      if (at >= 0) return { kind: 'served', path: path.slice(at + servedRoute.length).replace(/^\/+/, '') };
    }
  }
  throw invalidParameter(
    hostSchemes.has(scheme.toLowerCase())
      ? `The tracking server does not connect to artifact location '${uri}': the '${scheme}' scheme addresses a host other than the tracking server's configured artifact storage, so the server would connect to the host named in the URI.`
      : `The tracking server cannot read artifact location '${uri}': it knows mlflow-artifacts:, file:, s3: and gs: and paths.`,
  );
}

function pathOfFile(uri: string, host: string, path: string, cwd: string): string {
  // file:relative/path, which is no URL of a file.
  if (host === '' && !path.startsWith('/')) return resolve(cwd, path);
  try {
    return fileURLToPath(`file://${host === 'localhost' ? '' : host}${path}`);
  } catch (error) {
    throw invalidParameter(
      `'${uri}' is no location of artifacts on this machine: ${(error as Error).message}`,
    );
  }
}
