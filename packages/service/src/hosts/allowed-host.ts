import { parseAuthority, type Authority } from './authority.ts';

/** Whether a request for this host name is answered. */
export type AllowedHost = (asked: Authority) => boolean;

/**
 * Parses a pattern of host names: `example.org` with any port or none, `example.org:8080` with this port,
 * `*.example.org` for its subdomains, `*` for all. A star may only stand at the front: `10.*` would match
 * `10.attacker.example` too.
 *
 * @returns `null` for anything else
 */
export function parseAllowedHost(text: string): AllowedHost | null {
  if (text === '*') return () => true;
  const isBelow = text.startsWith('*.');
  const allowed = parseAuthority(isBelow ? text.slice(2) : text.replace(/:\*$/, ''));
  if (allowed === null) return null;
  const { name, port } = allowed;
  return (asked) =>
    (port === null || port === asked.port) &&
    (isBelow ? asked.name.endsWith(`.${name}`) : asked.name === name);
}
