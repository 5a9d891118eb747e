/** Letters, then `://`. */
const scheme = String.raw`\b[a-z][a-z0-9+.-]*:\/\/`;
const host = String.raw`[\w.-]+(?::\d+)?(?=[/?#,;\s"'<>)\]}\\]|$)`;
/** Up to the last `@` before the host: passwords may hold `/`, `#`, `?` and `@`. */
const userInfo = new RegExp(`(${scheme})([^\\s"'<>]*)@(?=${host})`, 'gi');
const signed =
  /([?&;](?:[\w.-]*(?:signature|credential|token|secret|password|passwd|key|sig|auth|code|jwt))=)([^&;#\s"'<>]*)/gi;

/**
 * Addresses without what lets one in: user name, password, and signatures in the query. Other text is kept.
 *
 * @param taken called for each thing that was taken out
 *
 * @example redactAddress('https://me:secret@host/x.git') // 'https://host/x.git'
 */
export function redactAddress(text: string, taken: (text: string) => boolean = () => true): string {
  if (!text.includes('@') && !text.includes('=')) return text;
  return text
    .replaceAll(userInfo, (whole, start: string, info: string) =>
      isUserInfo(info) && taken(info) ? start : whole,
    )
    .replaceAll(signed, (whole, start: string, value: string) =>
      value === '' || value === '…' || !taken(value) ? whole : `${start}…`,
    );
}

/**
 * Whether what stands before an `@` names a user. A path may hold an `@` too (`https://medium.com/@ada`), and so may a query; then
 * a host and perhaps a port come first.
 */
function isUserInfo(info: string): boolean {
  const end = info.search(/[/?#]/);
  if (end === -1) return true;
  const [, user = '', password] = /^(\[[^\]]*\]|[^:]*)(?::(.*))?$/.exec(info.slice(0, end)) ?? [];
  if (password === undefined) return false;
  const isPort = /^\d*$/.test(password);
  return !isPort || !/^(?:localhost$|\[|.*\.)/.test(user);
}
