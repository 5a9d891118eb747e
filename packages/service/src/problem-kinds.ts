/** The HTTP status of a kind of problem, and a title that stays the same from case to case. */
export interface ProblemKind {
  readonly status: number;
  readonly title: string;
}

/** Every way in which a request can fail, by its code. */
export type ProblemKinds = Readonly<Record<string, ProblemKind>>;

/** What can go wrong in any service. */
export const commonProblemKinds = {
  'json-invalid': { status: 400, title: 'The body is not JSON' },
  'request-malformed': { status: 400, title: 'The request is no HTTP' },
  'host-invalid': { status: 400, title: 'The Host header is not a valid host name' },
  'token-required': { status: 401, title: 'A token is needed' },
  'token-refused': { status: 401, title: 'The token is not known' },
  'token-expired': { status: 401, title: 'The token has expired' },
  'role-too-low': { status: 403, title: 'The role of the token is too low' },
  'origin-foreign': { status: 403, title: 'Pages of this origin may not send requests' },
  'route-unknown': { status: 404, title: 'There is nothing at this address' },
  'method-not-allowed': { status: 405, title: 'The address does not take this method' },
  'request-too-slow': { status: 408, title: 'The request came too slowly' },
  'body-too-large': { status: 413, title: 'The body is too large' },
  'media-type-unknown': { status: 415, title: 'The body is not sent as JSON' },
  'host-foreign': { status: 421, title: 'The service does not answer to this host name' },
  'request-invalid': { status: 422, title: 'The request does not fit its schema' },
  'result-not-finite': { status: 422, title: 'The result is not a finite number' },
  'too-busy': { status: 429, title: 'Too many requests at once' },
  'too-many-failures': { status: 429, title: 'Too many failed attempts to authenticate' },
  'headers-too-large': { status: 431, title: 'The headers are too large' },
  'client-gone': { status: 499, title: 'The client has closed the connection' },
  unexpected: { status: 500, title: 'The service has failed' },
  'tokens-unreadable': { status: 503, title: 'The service cannot read its tokens' },
  'too-many-connections': { status: 503, title: 'Too many connections at once' },
  'not-ready': { status: 503, title: 'The service is not ready' },
  deadline: { status: 503, title: 'The request took too long' },
} as const satisfies ProblemKinds;

export type CommonProblemCode = keyof typeof commonProblemKinds;

/**
 * All kinds of problems of a service, by status: its own and those that any service has.
 *
 * @example
 * const problemKinds = problemKindsOf({ 'model-unknown': { status: 404, title: 'There is no such model' } });
 * type ProblemCode = keyof typeof problemKinds;
 */
export function problemKindsOf<const Own extends ProblemKinds>(own: Own): typeof commonProblemKinds & Own {
  const all = { ...commonProblemKinds, ...own };
  const byStatus = Object.entries<ProblemKind>(all).sort(([, one], [, other]) => one.status - other.status);
  return Object.fromEntries(byStatus) as typeof all;
}

/** The kind of a problem; a code that nobody has defined is a failure of the service. */
export function kindOfProblem(kinds: ProblemKinds, code: string): ProblemKind {
  return (Object.hasOwn(kinds, code) ? kinds[code] : undefined) ?? commonProblemKinds.unexpected;
}
