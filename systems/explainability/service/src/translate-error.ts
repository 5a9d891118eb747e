import { ExplainabilityError } from '@modelfolio/explainability';
import { OutputError, TableError } from '@modelfolio/inference';
import type { ProblemCode } from './problem-kinds.ts';
import { ServiceError } from './service-error.ts';

/** What the libraries throw, as the service tells it; `null` for what nobody has foreseen. */
export function translateError(error: unknown): ServiceError | null {
  if (error instanceof TableError) return new ServiceError('row-invalid', error.message, { cause: error });
  if (error instanceof OutputError) return new ServiceError('model-failed', error.message, { cause: error });
  if (error instanceof ExplainabilityError)
    return new ServiceError(explainabilityCodes[error.code], error.message, {
      hint: error.hint,
      cause: error,
    });
  return null;
}

const explainabilityCodes: Record<ExplainabilityError['code'], ProblemCode> = {
  input: 'request-invalid',
  'not-finite': 'model-failed',
  'model-failed': 'model-failed',
  'too-large': 'not-explainable',
  unsupported: 'not-explainable',
  cancelled: 'deadline',
};
