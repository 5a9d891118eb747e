import { isIPv6 } from 'node:net';

/** Host name and port that a request is sent to. */
export interface Authority {
  /** In lower case, without the dot that may end it; an IPv6 address without its brackets, as short as it can be. */
  readonly name: string;
  /** `null` where none is given. */
  readonly port: number | null;
}

/**
 * Parses a `Host` header: `uri-host [":" port]` (https://www.rfc-editor.org/rfc/rfc9110#name-host-and-authority), without
 * percent-encoding and IPvFuture, which no client of HTTP sends.
 *
 * @returns `null` for anything else, e.g. two headers joined by a comma
 *
 * @example
 * parseAuthority('Example.org:8080'); // { name: 'example.org', port: 8080 }
 * parseAuthority('[0:0::1]'); // { name: '::1', port: null }
 */
export function parseAuthority(text: string): Authority | null {
  const parts = /^(?:\[([\da-f:.]{2,45})\]|([\w-]{1,63}(?:\.[\w-]{1,63}){0,126}\.?))(?::(\d{0,5}))?$/i.exec(
    text,
  );
  if (!parts) return null;
  const [, address, name = '', digits = ''] = parts;
  const port = digits === '' ? null : Number(digits);
  if (port !== null && port > 65_535) return null;
  if (address === undefined) return { name: name.toLowerCase().replace(/\.$/, ''), port };
  return isIPv6(address) ? { name: shortest(address), port } : null;
}

/** An IPv6 address as RFC 5952 writes it. */
const shortest = (address: string): string => new URL(`http://[${address}]`).hostname.slice(1, -1);
