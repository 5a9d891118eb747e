import { Failure } from '@modelfolio/failures';

/**
 * Why rows cannot be predicted: what came in as a table or as an IDX file, what the model gave, or why the process that
 * ran it was ended.
 */
export type InferenceErrorCode = 'table' | 'idx' | 'output' | StopCode;

/** Why work in another process was given up. */
export type StopCode = 'time-limit' | 'memory-limit' | 'crashed' | 'garbled' | 'ended';

/** What is wrong with a table or a file, an output that is not what the manifest says, or work that was given up. */
export class InferenceError extends Failure<InferenceErrorCode> {
  override readonly name = 'InferenceError';
}

const stopCodes: readonly string[] = [
  'time-limit',
  'memory-limit',
  'crashed',
  'garbled',
  'ended',
] satisfies StopCode[];

/** Whether work in another process was given up: neither its input nor its answer is at fault as far as is known. */
export function isStop(error: unknown): error is InferenceError & { readonly code: StopCode } {
  return error instanceof InferenceError && stopCodes.includes(error.code);
}
