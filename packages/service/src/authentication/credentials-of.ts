/** What a client authenticates with. */
export interface Credentials {
  /** Name of the token, as the user name of Basic authentication; `null` for Bearer. */
  readonly name: string | null;
  readonly token: string;
}

/**
 * Parses an `Authorization` header: `Bearer <token>` (https://www.rfc-editor.org/rfc/rfc6750#section-2.1) or
 * `Basic <base64 of name:token>` (https://www.rfc-editor.org/rfc/rfc7617#section-2), the scheme in any case.
 *
 * @returns `null` for anything else: another scheme, two headers joined, invalid base64 or UTF-8, no colon
 *
 * @example
 * credentialsOf('Bearer mf_x'); // { name: null, token: 'mf_x' }
 * credentialsOf('Basic YWxpY2U6bWZfeA=='); // { name: 'alice', token: 'mf_x' }
 */
export function credentialsOf(header: string): Credentials | null {
  // A token68, as both schemes have it (RFC 9110, section 11.2).
  const [, scheme = '', word = ''] =
    /^(bearer|basic) {1,8}([\w.~+/-]{1,4096}={0,2}) {0,8}$/i.exec(header) ?? [];
  if (word === '') return null;
  if (scheme.toLowerCase() === 'bearer') return { name: null, token: word };
  if (!/^[A-Za-z\d+/]+={0,2}$/.test(word)) return null;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(word, 'base64'));
    const colon = text.indexOf(':');
    return colon < 1 || /\p{Cc}/u.test(text)
      ? null
      : { name: text.slice(0, colon), token: text.slice(colon + 1) };
  } catch {
    return null;
  }
}
