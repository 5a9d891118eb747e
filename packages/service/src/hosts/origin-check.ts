import { shownValue } from '@modelfolio/failures';
import type { CommonProblemCode } from '../problem-kinds.ts';
import { RequestFailure } from '../request-failure.ts';
import { parseAuthority } from './authority.ts';

const changingNothing = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Checks the origin of the page that sent a request. @throws RequestFailure `origin-foreign` */
export type OriginCheck = (request: Request) => void;

/**
 * Refuses requests that could change something and come from a page of another site (cross-site request forgery). CORS
 * only keeps that page from reading the answer; the request itself would have been carried out. Requests without an Origin
 * header come from programs and pass.
 *
 * @param origins as the setting `cors-origins` has them
 */
export function originCheck(origins: readonly string[]): OriginCheck {
  const named = new Set(origins);
  return ({ method, headers, url }) => {
    const origin = headers.get('origin');
    if (origin === null || changingNothing.has(method) || named.has('*') || named.has(origin)) return;
    if (isSameHost(origin, headers.get('host') ?? new URL(url).host)) return;
    throw new RequestFailure<CommonProblemCode>(
      'origin-foreign',
      `pages of ${shownValue(origin)} may not send requests to this service`,
      {
        hint: 'to allow them, start the service with the origin in --cors-origins',
      },
    );
  };
}

/** Whether an origin is that of the service itself. The scheme is not compared: a proxy in front may speak HTTPS. */
function isSameHost(origin: string, host: string): boolean {
  const [, scheme, rest = ''] = /^(https?):\/\/(.*)$/.exec(origin) ?? [];
  const [from, asked] = [parseAuthority(rest), parseAuthority(host)];
  if (scheme === undefined || from === null || asked === null || from.name !== asked.name) return false;
  const usual = scheme === 'http' ? 80 : 443;
  return (from.port ?? usual) === (asked.port ?? usual);
}
