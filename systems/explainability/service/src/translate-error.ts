import { ExplainabilityError } from '@modelfolio/explainability';
import { InferenceError } from '@modelfolio/inference';
import type { ProblemCode } from './problem-kinds.ts';
import { ServiceError } from './service-error.ts';

/** What the libraries throw, as the service tells it; `null` for what nobody has foreseen. */
export function translateError(error: unknown): ServiceError | null {
  if (error instanceof InferenceError)
    return new ServiceError(inferenceCodes[error.code], error.message, { cause: error });
  if (error instanceof ExplainabilityError)
    return new ServiceError(explainabilityCodes[error.code], error.reason, {
      hint: error.hint,
      cause: error,
    });
  return null;
}

const inferenceCodes: Record<InferenceError['code'], ProblemCode> = {
  table: 'row-invalid',
  idx: 'row-invalid',
  output: 'model-failed',
  'time-limit': 'deadline',
  'memory-limit': 'model-failed',
  crashed: 'model-failed',
  garbled: 'model-failed',
  ended: 'not-ready',
};

const explainabilityCodes: Record<ExplainabilityError['code'], ProblemCode> = {
  input: 'request-invalid',
  'not-finite': 'result-not-finite',
  'model-failed': 'model-failed',
  'too-large': 'not-explainable',
  unsupported: 'not-explainable',
  cancelled: 'deadline',
};
