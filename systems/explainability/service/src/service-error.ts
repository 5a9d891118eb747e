import { RequestFailure } from '@modelfolio/service/request-failure';
import type { ProblemCode } from './problem-kinds.ts';

/** Why a request is refused, in one line for a person: what is wrong, where, what to do. */
export class ServiceError extends RequestFailure<ProblemCode> {
  override name = 'ServiceError';
}
