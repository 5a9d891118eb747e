import { RequestFailure } from '@modelfolio/service/request-failure';
import type { servingProblemKinds } from './problem-kinds.ts';

/** What is wrong at one place of a request. */
export interface PointedError {
  /** JSON Pointer (RFC 6901) into the request; empty for all of it. */
  readonly pointer: string;
  readonly detail: string;
}

interface RefusalDetails {
  /** JSON Pointer to what is wrong; empty for the whole request. */
  readonly pointer?: string;
  readonly hint?: string;
  readonly cause?: unknown;
}

/**
 * Why a request to a model is not answered, in one line: where, what is wrong, what to do.
 *
 * @example
 * throw new Refusal('inference-invalid', 'expected an array', { pointer: '/inputs/0/data' });
 */
export class Refusal extends RequestFailure<keyof typeof servingProblemKinds> {
  override name = 'Refusal';
  readonly pointed: readonly PointedError[];

  constructor(
    code: keyof typeof servingProblemKinds,
    detail: string,
    { pointer = '', hint, cause }: RefusalDetails = {},
    more: readonly PointedError[] = [],
  ) {
    const reason = more.length > 0 ? `${detail}; ${more.length} more` : detail;
    super(code, reason, { field: pointer.slice(0, 200), hint, cause });
    this.pointed = [{ pointer, detail }, ...more];
  }
}

/** Errors told of one request; more help nobody. */
const mostErrors = 20;

/**
 * Refuses a request in which something has been found.
 *
 * @throws Refusal `inference-invalid` that names all of them, the first in its message
 */
export function refuseAny(found: readonly PointedError[], hint?: string): void {
  const [first, ...more] = found.slice(0, mostErrors);
  if (first)
    throw new Refusal(
      'inference-invalid',
      first.detail,
      { pointer: first.pointer, ...(hint !== undefined && { hint }) },
      more,
    );
}

/** A refusal of what does not fit the model or the protocol. */
export const invalid = (pointer: string, detail: string, hint?: string): Refusal =>
  new Refusal('inference-invalid', detail, { pointer, ...(hint !== undefined && { hint }) });
