import { Failure, type FailureDetails } from '@modelfolio/failures';

/** A field of a request that is wrong. */
export interface FieldProblem {
  /** Path in the body or query, e.g. `rows[0].age`. */
  readonly field: string;
  readonly expected: string;
  readonly received: string;
}

interface Details extends FailureDetails {
  readonly errors?: readonly FieldProblem[] | undefined;
  /** Headers that belong to the answer, e.g. `Retry-After`. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/**
 * Why a request is refused, in one line for a person: what is wrong, where, what to do.
 *
 * @typeParam Code the service's kinds of problems, see {@link problemKindsOf}
 */
export class RequestFailure<Code extends string = string> extends Failure<Code> {
  override name = 'RequestFailure';
  readonly errors: readonly FieldProblem[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: Code, reason: string, { errors = [], headers = {}, ...details }: Details = {}) {
    super(code, reason, details);
    this.errors = errors;
    this.headers = headers;
  }
}
