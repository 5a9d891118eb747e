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

/** `null` for what no file has on any system: see {@link isName}; or what does not decode. */
function decodedPath(path: string): string | null {
  if (!path.startsWith('/')) return null;
  try {
    const names = path
      .replaceAll(/\/{2,}/g, '/')
      .slice(1)
      .split('/')
      .map(decodeURIComponent);
    return names.every(isName) ? `/${names.join('/')}` : null;
  } catch {
    return null;
  }
}

/** Devices of Windows, also with an extension (https://learn.microsoft.com/windows/win32/fileio/naming-a-file). */
const device = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[\d¹²³])(?:\..*)?$/i;

/**
 * Whether a part of an address can be a file's name: it leads nowhere else (`..`, an encoded slash), and means the same on
 * each system. Windows takes backslashes for slashes, colons for drives and streams, drops dots and spaces at the end, and
 * has names that are devices.
 */
function isName(name: string): boolean {
  return !/[/\\:\p{Cc}]|[. ]$/u.test(name) && !device.test(name);
}

const withSlash = (path: string): string => (path.endsWith('/') ? path : `${path}/`);
