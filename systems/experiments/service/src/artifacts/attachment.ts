/**
 * A `Content-Disposition` that has a file saved and not shown: shown on the server's own domain it could run scripts. What
 * is not ASCII is told twice, as RFC 6266 and RFC 5987 have it, and as MLflow does.
 *
 * @example
 * attachmentOf('größe.csv'); // "attachment; filename=groe.csv; filename*=UTF-8''gr%C3%B6%C3%9Fe.csv"
 */
export function attachmentOf(name: string): string {
  const isAscii = /^[ -~]*$/.test(name);
  if (isAscii) return `attachment; filename=${quoted(name)}`;
  const plain = name.normalize('NFKD').replaceAll(/[^ -~]/g, '') || 'download';
  return `attachment; filename=${quoted(plain)}; filename*=UTF-8''${encoded(name)}`;
}

/** A token as it is, anything else in quotes. */
const quoted = (text: string): string =>
  /^[\w!#$%&'*+.^`|~-]+$/.test(text) ? text : `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"`;

const encoded = (name: string): string =>
  encodeURIComponent(name.toWellFormed())
    .replaceAll(/['()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll(/%(?:21|23|24|26|2B|5E|60|7C)/g, (one) => decodeURIComponent(one));
