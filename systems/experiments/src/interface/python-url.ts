/** A URL in the parts that Python's `urllib.parse.urlparse` (3.11) gives it. Where it splits, MLflow's checks look. */
interface PythonUrl {
  /** In lower case; empty where there is none. */
  readonly scheme: string;
  readonly netloc: string;
  readonly path: string;
  /** What stands behind `;` in the last part of a path. */
  readonly params: string;
  readonly query: string;
  readonly fragment: string;
}

/** Of these schemes, `;` begins params (`urllib.parse.uses_params`). */
const schemesWithParams = new Set([
  '',
  'ftp',
  'hdl',
  'prospero',
  'http',
  'https',
  'shttp',
  'rtsp',
  'rtspu',
  'sip',
  'sips',
  'mms',
  'sftp',
  'tel',
]);

/**
 * Splits a URL as Python does.
 *
 * @param options `params`: whether `;` parts a path (it does); `fragments`: whether `#` ends it (it does)
 *
 * @example
 * splitUrl('s3://bucket/a?x=1'); // scheme s3, netloc bucket, path /a, query x=1
 */
export function splitUrl(
  url: string,
  {
    params: hasParams = true,
    fragments = true,
  }: { readonly params?: boolean; readonly fragments?: boolean } = {},
): PythonUrl {
  // eslint-disable-next-line no-control-regex
  let rest = url.replace(/^[\x00-\x20]+/, '').replaceAll(/[\t\r\n]/g, '');
  let [scheme, netloc, query, fragment] = ['', '', '', ''];
  const named = /^([a-z][a-z0-9+.-]*):(.*)$/is.exec(rest);
  if (named) [scheme, rest] = [(named[1] as string).toLowerCase(), named[2] as string];
  if (rest.startsWith('//')) {
    const end = rest.slice(2).search(/[/?#]/);
    netloc = end === -1 ? rest.slice(2) : rest.slice(2, 2 + end);
    rest = rest.slice(2 + netloc.length);
  }
  if (fragments) [rest, fragment] = parted(rest, '#');
  [rest, query] = parted(rest, '?');
  const [path, params] = hasParams && schemesWithParams.has(scheme) ? withoutParams(rest) : [rest, ''];
  return { scheme, netloc, path, params, query, fragment };
}

/** A URL of its parts again, as `urllib.parse.urlunparse` writes it. */
export function joinUrl({ scheme, netloc, path, params, query, fragment }: PythonUrl): string {
  let url = params === '' ? path : `${path};${params}`;
  if (netloc !== '' || (schemesWithNetloc.has(scheme) && !url.startsWith('//')))
    url = `//${netloc}${url !== '' && !url.startsWith('/') ? '/' : ''}${url}`;
  return `${scheme === '' ? '' : `${scheme}:`}${url}${query === '' ? '' : `?${query}`}${fragment === '' ? '' : `#${fragment}`}`;
}

/** Of these schemes, two slashes are written even where there is no host (`urllib.parse.uses_netloc`). */
const schemesWithNetloc = new Set(
  `ftp http gopher nntp telnet imap wais file mms https shttp snews prospero rtsp rtspu rsync svn svn+ssh sftp nfs git
   git+ssh ws wss`.split(/\s+/),
);

/** The host that a URL names, in lower case; empty where there is none. */
export function hostOf({ netloc }: Pick<PythonUrl, 'netloc'>): string {
  // What follows % is a zone of IPv6, and stays.
  return hostAndPort(netloc)[0].replace(/^[^%]+/, (name) => name.toLowerCase());
}

/** The port that a URL names; `null` where there is none, `undefined` for what is no port. */
export function portOf({ netloc }: Pick<PythonUrl, 'netloc'>): number | null | undefined {
  const [, port] = hostAndPort(netloc);
  if (port === '') return null;
  return /^\d+$/.test(port) && Number(port) <= 65_535 ? Number(port) : undefined;
}

function hostAndPort(netloc: string): [host: string, port: string] {
  const place = netloc.slice(netloc.lastIndexOf('@') + 1);
  const bracketed = /^[^[]*\[([^\]]*)\](.*)$/s.exec(place);
  if (bracketed) return [bracketed[1] as string, parted(bracketed[2] as string, ':')[1]];
  return parted(place, ':');
}

/**
 * A text with what is encoded in it, as Python's `unquote` does it: what is no encoding stays, what is no UTF-8 becomes U+FFFD.
 */
export function unquoted(text: string): string {
  return text.replaceAll(/(?:%[0-9a-f]{2})+/gi, (encoded) =>
    new TextDecoder('utf-8', { ignoreBOM: true }).decode(Buffer.from(encoded.replaceAll('%', ''), 'hex')),
  );
}

/** Takes encodings away for as long as there are any: `%252e` is a point. @param once how one is taken away */
export function unquotedWholly(text: string, once: (text: string) => string = unquoted): string {
  let [before, after] = [text, once(text)];
  while (after !== before) [before, after] = [after, once(after)];
  return after;
}

function withoutParams(path: string): [path: string, params: string] {
  const at = path.indexOf(';', Math.max(0, path.lastIndexOf('/')));
  return at === -1 ? [path, ''] : [path.slice(0, at), path.slice(at + 1)];
}

function parted(text: string, mark: string): [before: string, after: string] {
  const at = text.indexOf(mark);
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}
