import { Failure } from '@modelfolio/failures';

export type ExplainabilityErrorCode =
  | 'input'
  | 'not-finite'
  | 'model-failed'
  | 'too-large'
  | 'unsupported'
  | 'cancelled';

/** Why something cannot be explained. */
export class ExplainabilityError extends Failure<ExplainabilityErrorCode> {
  override readonly name = 'ExplainabilityError';
}
