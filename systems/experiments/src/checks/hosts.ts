import { hostOf, portOf, splitUrl } from '../interface/python-url.ts';
import { invalidParameter } from '../mlflow-error.ts';

/** Which addresses may name a host. */
export interface HostPolicy {
  /** Where artifacts of new experiments go: its host is known. */
  readonly artifactRoot: string;
  /** Schemes that are allowed for any host. */
  readonly allowedSchemes: readonly string[];
}

/** Schemes whose addresses make whoever opens them connect to the host that they name, with their usual ports. */
const hostSchemes = new Map<string, { readonly family: string; readonly ports: readonly number[] }>([
  ['ftp', { family: 'ftp', ports: [21] }],
  ['sftp', { family: 'sftp', ports: [22] }],
  ['hdfs', { family: 'hdfs', ports: [] }],
  ['viewfs', { family: 'hdfs', ports: [] }],
  ['http', { family: 'http', ports: [80] }],
  ['https', { family: 'http', ports: [443] }],
  ['mlflow-artifacts', { family: 'http', ports: [80, 443] }],
  ['r2', { family: 'r2', ports: [443] }],
  ['b2', { family: 'b2', ports: [443] }],
  ['abfss', { family: 'abfss', ports: [443] }],
]);

/**
 * Refuses an address that would make a server connect to a host that a client has named
 * (https://github.com/advisories/GHSA-mr9f-g8qf-4w4j).
 *
 * @param field the field of the request that holds it
 * @throws MlflowError in the words of MLflow 3.17.2
 */
export function checkHost(uri: string, field: string, { artifactRoot, allowedSchemes }: HostPolicy): void {
  const { scheme } = splitUrl(uri);
  const targets = hostTargets(uri);
  if (targets === null || allowedSchemes.includes(scheme)) return;
  const known = hostTargets(artifactRoot) ?? [];
  if (targets.some((target) => known.includes(target))) return;
  throw invalidParameter(
    `'${field}' cannot use the '${scheme}' scheme: the '${scheme}' scheme addresses a host other than the tracking server's configured artifact storage, so the server would connect to the host named in the URI. Set the MLFLOW_ALLOWED_HOST_ADDRESSED_ARTIFACT_SCHEMES environment variable on the server to allow it.`,
  );
}

/** What an address would connect to; `null` where it names no host, empty for a host that cannot be told. */
function hostTargets(uri: string): readonly string[] | null {
  const url = splitUrl(uri);
  const known = hostSchemes.get(url.scheme);
  if (!known || (url.scheme === 'mlflow-artifacts' && url.netloc === '')) return null;
  const port = portOf(url);
  // Clients end a host at a backslash, where this does not: it would not be the one that is told here.
  if (/[\\\s]/.test(url.netloc) || port === undefined) return [];
  const ports = port === null ? known.ports : [port];
  const host = `${known.family} ${hostOf(url)}`;
  return ports.length === 0 ? [`${host} -`] : ports.map((each) => `${host} ${each}`);
}
