import type { ProblemCode } from './problem-kinds.ts';

/** A field of a request that is wrong. */
export interface FieldProblem {
  /** Path in the body or query, e.g. `rows[0].age`. */
  readonly field: string;
  readonly expected: string;
  readonly received: string;
}

interface Details {
  readonly hint?: string | undefined;
  readonly errors?: readonly FieldProblem[] | undefined;
  /** Headers that belong to the answer, e.g. `Retry-After`. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly cause?: unknown;
}

/** Why a request is refused, in one line for a person: what is wrong, where, what to do. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';
  readonly code: ProblemCode;
  readonly hint: string | null;
  readonly errors: readonly FieldProblem[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: ProblemCode, reason: string, { hint, errors = [], headers = {}, cause }: Details = {}) {
    super(`${reason}${hint === undefined ? '' : ` (${hint})`}`.replaceAll(/\s*\n\s*/g, ' '), { cause });
    this.code = code;
    this.hint = hint ?? null;
    this.errors = errors;
    this.headers = headers;
  }
}
