import { parseAllowedHost, type AllowedHost } from './allowed-host.ts';
import { parseAuthority } from './authority.ts';
import { isLoopback } from './is-loopback.ts';

export interface HostOptions {
  /** Address that the server listens on. */
  readonly host: string;
  /** See `parseAllowedHost`, which leaves out what it does not understand: settings are checked before. */
  readonly allowedHosts: readonly string[];
}

/** What is thought of a host name that a request was sent to. */
export type HostVerdict = 'allowed' | 'foreign' | 'invalid';

/**
 * Judges host names that requests are sent to. A server on loopback answers to loopback names only: an attacker can point
 * a DNS name of theirs at 127.0.0.1, and the browser then treats this server as a part of the attacker's site (DNS
 * rebinding); the Host header is what gives it away. On other addresses any name is taken, unless `allowedHosts` names some;
 * loopback names stay allowed beside them, for health checks inside a container.
 */
export function hostVerdict({ host, allowedHosts }: HostOptions): (text: string) => HostVerdict {
  const named = allowedHosts.map(parseAllowedHost).filter((each): each is AllowedHost => each !== null);
  const takesAny = allowedHosts.length === 0 && !isLoopback(host);
  return (text) => {
    const asked = parseAuthority(text);
    if (asked === null) return 'invalid';
    return takesAny || isLoopback(asked.name) || named.some((isAllowed) => isAllowed(asked))
      ? 'allowed'
      : 'foreign';
  };
}
