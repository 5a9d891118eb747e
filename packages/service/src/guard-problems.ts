import { roleOf, type Endpoint } from './endpoint.ts';
import type { CommonProblemCode } from './problem-kinds.ts';

/** How the guard of an endpoint can refuse a request, see `createGuard`. */
export function guardProblems(endpoint: Endpoint): CommonProblemCode[] {
  return [
    ...(endpoint.anyHost === true ? [] : (['host-invalid', 'host-foreign'] as const)),
    ...(endpoint.method === 'GET' ? [] : (['origin-foreign'] as const)),
    ...(roleOf(endpoint) === null
      ? []
      : ([
          'token-required',
          'token-refused',
          'token-expired',
          'role-too-low',
          'too-many-failures',
          'tokens-unreadable',
        ] as const)),
  ];
}
