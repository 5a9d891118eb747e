import type { CommonProblemCode } from '../problem-kinds.ts';
import { RequestFailure } from '../request-failure.ts';
import { parseAllowedHost, type AllowedHost } from './allowed-host.ts';
import { parseAuthority } from './authority.ts';
import { isLoopback } from './is-loopback.ts';

/** Checks the host name of a request. @throws RequestFailure `host-invalid`, `host-foreign` */
export type HostCheck = (request: Request) => void;

interface Options {
  /** Address that the service listens on. */
  readonly host: string;
  /** See `parseAllowedHost`, which leaves out what it does not understand: settings are checked before. */
  readonly allowedHosts: readonly string[];
}

/**
 * Checks which host name a request was sent to. A service on loopback answers to loopback names only: an attacker can point
 * a DNS name of theirs at 127.0.0.1, and the browser then treats this service as a part of the attacker's site (DNS
 * rebinding); the Host header is what gives it away. On other addresses any name is taken, unless `allowedHosts` names some;
 * loopback names stay allowed beside them, for health checks inside a container.
 */
export function hostCheck({ host, allowedHosts }: Options): HostCheck {
  const named = allowedHosts.map(parseAllowedHost).filter((each): each is AllowedHost => each !== null);
  const takesAny = allowedHosts.length === 0 && !isLoopback(host);
  return ({ headers, url }) => {
    const header = headers.get('host');
    for (const text of header !== null && url.startsWith(`http://${header}/`)
      ? [header]
      : // The target of a request may name a host, which counts before the header (RFC 9112, section 3.2.2).
        [header ?? new URL(url).host, new URL(url).host]) {
      const asked = parseAuthority(text);
      if (asked === null)
        throw new RequestFailure<CommonProblemCode>(
          'host-invalid',
          'the Host header is not a valid host name',
          {
            hint: 'expected a form such as example.org or localhost:8080',
          },
        );
      if (takesAny || isLoopback(asked.name) || named.some((isAllowed) => isAllowed(asked))) continue;
      throw new RequestFailure<CommonProblemCode>(
        'host-foreign',
        `the service does not answer to the host name ${asked.name}`,
        {
          hint: 'to allow it, start the service with the name in --allowed-hosts',
        },
      );
    }
  };
}
