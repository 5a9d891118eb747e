import { invalidParameter } from '../mlflow-error.ts';

/**
 * A path of an artifact as a client sent it, made safe to be looked for below a root: decoded until nothing is left to be
 * decoded, without empty and `.` segments. MLflow decodes likewise, and its clients rely on it: they send names with a
 * percent sign as they are.
 *
 * @param sent decoded or not
 * @returns '' for the root itself, else segments with single slashes between
 * @throws MlflowError `INVALID_PARAMETER_VALUE` for what could lead out of a root on any system, or is no path
 *
 * @example
 * safePath('model/MLmodel'); // 'model/MLmodel'
 * safePath('a%252e%252e/..'); // throws
 */
export function safePath(sent: string): string {
  const path = escapeControls(decodeWholly(sent));
  const segments = path.split('/');
  const leadsOut =
    segments.includes('..') || path.startsWith('/') || /\\/.test(path) || /^(?:[a-z]:|file:)/i.test(path);
  if (leadsOut || path.includes('#')) throw invalidPath();
  return segments.filter((segment) => segment !== '' && segment !== '.').join('/');
}

/**
 * A safe path of a file that is to be written.
 *
 * @throws MlflowError for the root and for names that are kept for files under way
 */
export function writablePath(sent: string): string {
  const path = safePath(sent);
  const name = nameOf(path);
  if (path === '' || sent.endsWith('/')) throw invalidPath();
  if (isUnderWay(name))
    throw invalidParameter(
      `Invalid artifact file name: '${name}'. Artifact names starting with '${underWayPrefix}' are reserved.`,
    );
  return path;
}

/** What files begin with that are not complete yet. MLflow has the same, so neither shows those of the other. */
export const underWayPrefix = '.artifact.uploading.';

export const isUnderWay = (name: string): boolean => name.startsWith(underWayPrefix);

/** The last segment of a path. */
export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** Paths joined by slashes; empty ones fall away. */
export const joinPaths = (...paths: readonly string[]): string =>
  paths.filter((path) => path !== '').join('/');

const invalidPath = () => invalidParameter('Invalid path');

const mostDecodings = 10;

function decodeWholly(sent: string): string {
  let path = sent;
  for (let times = 0; times < mostDecodings; times++) {
    const decoded = decodeOnce(path);
    if (decoded === path) return path;
    path = decoded;
  }
  throw invalidPath();
}

/** As Python's `unquote`: what is no encoding stays, bytes that are no UTF-8 become U+FFFD. */
const decodeOnce = (text: string): string =>
  text.replaceAll(/(?:%[\da-f]{2})+/gi, (run) =>
    Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8'),
  );

const escapeControls = (text: string): string =>
  // oxlint-disable-next-line no-control-regex -- these are what is looked for
  text.replaceAll(/[\u0000-\u001f\u007f]/g, (one) => `%${one.charCodeAt(0).toString(16).padStart(2, '0')}`);
