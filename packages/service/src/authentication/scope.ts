import type { CommonProblemCode } from '../problem-kinds.ts';
import { RequestFailure } from '../request-failure.ts';
import type { Caller } from './caller.ts';
import { isEnough, type Role, type TokenRole } from './role.ts';

/**
 * Whether a caller may do in a part of the service what needs this role: by the role of their token, or by the one that it
 * has there. A service without tokens has no callers, and lets everybody.
 *
 * @param scope the part, such as `experiment:12`
 *
 * @example
 * const visible = experiments.filter(({ id }) => mayIn(context.get('caller'), `experiment:${id}`, 'read'));
 */
export function mayIn(caller: Caller | undefined, scope: string, needed: Role): boolean {
  return caller === undefined || isEnough(roleIn(caller, scope), needed);
}

/** The role that a caller has in a part of the service: that for all of it, or a higher one. */
function roleIn({ role, scopes }: Caller, scope: string): TokenRole {
  const there = Object.hasOwn(scopes, scope) ? scopes[scope] : undefined;
  return there === undefined || isEnough(role, there) ? role : there;
}

/**
 * Refuses a caller who may not do this in a part of the service, see {@link mayIn}.
 *
 * @throws RequestFailure `role-too-low`
 */
export function checkScope(caller: Caller | undefined, scope: string, needed: Role): void {
  if (caller !== undefined && !mayIn(caller, scope, needed)) throw roleTooLow(caller, needed, scope);
}

/** The refusal of a caller whose role is not enough, in a part of the service or in all of it. */
export function roleTooLow(caller: Caller, needed: Role, scope?: string): RequestFailure {
  const has = scope === undefined ? caller.role : roleIn(caller, scope);
  const place = scope === undefined ? '' : ` in ${scope}`;
  return new RequestFailure<CommonProblemCode>(
    'role-too-low',
    `the token ${caller.name} has the role ${has}${place}, this needs ${needed}`,
    {
      hint: 'use a token with that role',
      // RFC 6750, section 3.1.
      headers: { 'WWW-Authenticate': `Bearer error="insufficient_scope", scope="${needed}"` },
    },
  );
}
