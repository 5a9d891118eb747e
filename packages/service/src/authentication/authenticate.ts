import type { CommonProblemCode } from '../problem-kinds.ts';
import { RequestFailure } from '../request-failure.ts';
import type { Caller } from './caller.ts';
import { credentialsOf, type Credentials } from './credentials-of.ts';
import type { FailureLimit } from './failure-limit.ts';
import type { Tokens } from './open-tokens.ts';
import { isEnough, type Role } from './role.ts';
import { roleTooLow } from './scope.ts';
import type { TokenRecord } from './token-record.ts';

interface Options {
  readonly tokens: Tokens;
  readonly failures: FailureLimit;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

interface Asking {
  /** The `Authorization` header. */
  readonly authorization: string | null;
  /** Network address of the client, for the limit of its failures. */
  readonly address: string;
  /** Whether a role in some part of the service is enough to be let in. Default: no. */
  readonly isScoped?: boolean;
}

/**
 * Who sends a request, if their token allows what it asks for.
 *
 * @throws RequestFailure `token-required`, `token-refused`, `token-expired` with challenges
 *   (https://www.rfc-editor.org/rfc/rfc9110#section-11.6.1), `role-too-low`, `too-many-failures`, `tokens-unreadable`
 */
export async function authenticate(
  needed: Role,
  { authorization, address, isScoped = false }: Asking,
  { tokens, failures, now }: Options,
): Promise<Caller> {
  if (authorization === null)
    throw refusal('token-required', 'a token is needed', {
      hint: 'send "Authorization: Bearer <token>", or Basic authentication with its name as user and the token as password',
    });
  const shown = credentialsOf(authorization);
  const token = shown && (await foundIn(tokens, shown));
  if (!token) {
    const seconds = failures.count(address);
    if (seconds > 0) throw tooMany(seconds);
    throw refusal('token-refused', 'the token is not known', {
      error: 'invalid_token',
      hint: 'it may have been revoked: ask the operator of the service for a new one',
    });
  }
  const { name, role, expires } = token;
  if (expires !== null && Date.parse(expires) <= now())
    throw refusal('token-expired', `the token ${name} expired on ${expires.slice(0, 10)}`, {
      error: 'invalid_token',
      hint: 'ask the operator of the service for a new one',
    });
  const caller: Caller = { name, role, scopes: token.scopes ?? {} };
  const isEnoughSomewhere = isScoped && Object.values(caller.scopes).some((there) => isEnough(there, needed));
  if (!isEnough(role, needed) && !isEnoughSomewhere) throw roleTooLow(caller, needed);
  return caller;
}

async function foundIn(tokens: Tokens, shown: Credentials): Promise<TokenRecord | null> {
  try {
    return await tokens.find(shown);
  } catch (cause) {
    throw new RequestFailure<CommonProblemCode>('tokens-unreadable', 'the service cannot read its tokens', {
      hint: 'its logs say why',
      cause,
    });
  }
}

/** A 401 with a challenge for both schemes. */
function refusal(
  code: CommonProblemCode,
  reason: string,
  { error, hint }: { error?: 'invalid_token'; hint: string },
): RequestFailure {
  const bearer = `Bearer realm="modelfolio"${error === undefined ? '' : `, error="${error}"`}`;
  return new RequestFailure(code, reason, {
    hint,
    headers: { 'WWW-Authenticate': `${bearer}, Basic realm="modelfolio", charset="UTF-8"` },
  });
}

const tooMany = (seconds: number): RequestFailure =>
  new RequestFailure<CommonProblemCode>('too-many-failures', 'too many failed attempts to authenticate', {
    hint: `wait ${seconds} s, or send a valid token`,
    headers: { 'Retry-After': String(seconds) },
  });
