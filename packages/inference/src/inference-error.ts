import { Failure } from '@modelfolio/failures';

/** Why rows cannot be predicted: what came in as a table or as an IDX file, or what the model gave. */
export type InferenceErrorCode = 'table' | 'idx' | 'output';

/** What is wrong with a table or a file, or an output that is not what the manifest says. */
export class InferenceError extends Failure<InferenceErrorCode> {
  override readonly name = 'InferenceError';
}
