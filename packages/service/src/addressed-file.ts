/** What a path of an address stands for. */
export type Addressed =
  /** A file, by its path from the folder. */
  | { kind: 'file'; file: string }
  /** The same page has another address. */
  | { kind: 'moved'; path: string }
  | { kind: 'missing' }
  | { kind: 'bad'; reason: string };

/**
 * The file that an address stands for, with the rules of Firebase Hosting for `"cleanUrls": true, "trailingSlash": true`
 * (https://firebase.google.com/docs/hosting/full-config): files have no `.html` and no `index`, pages end in a slash.
 *
 * @param path of the address, as it came: encoded, without the query
 * @param isFile whether there is a file at a decoded path
 */
export function addressedFile(path: string, isFile: (path: string) => boolean): Addressed {
  const decoded = decodedPath(path);
  if (decoded === null) return { kind: 'bad', reason: 'This is no address of a page.\n' };
  const single = path.replaceAll(/\/{2,}/g, '/');
  if (!decoded.endsWith('/') && isFile(decoded))
    return decoded.endsWith('.html')
      ? { kind: 'moved', path: withSlash(single.replace(/(?:\/index)?\.html$/, '')) }
      : { kind: 'file', file: decoded };
  const page = decoded.replace(/\/$/, '');
  const file = [`${page}/index.html`, `${page}.html`].find(isFile);
  if (file === undefined) return { kind: 'missing' };
  const isSpelledOut = file === `${page}.html` && page.endsWith('/index');
  if (decoded.endsWith('/') && !isSpelledOut) return { kind: 'file', file };
  return { kind: 'moved', path: withSlash(isSpelledOut ? single.replace(/\/index\/?$/, '') : single) };
}

/** `null` for what no file can have: a part outside of the folder, or signs that do not decode. */
function decodedPath(path: string): string | null {
  if (!path.startsWith('/') || path.includes('\\')) return null;
  try {
    const decoded = decodeURI(path).replaceAll(/\/{2,}/g, '/');
    return decoded.includes('\0') || decoded.split('/').includes('..') ? null : decoded;
  } catch {
    return null;
  }
}

const withSlash = (path: string): string => (path.endsWith('/') ? path : `${path}/`);
