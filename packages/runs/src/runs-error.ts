import { Failure, type FailureDetails } from '@modelfolio/failures';

/** What can be wrong with runs and the places they are read from. */
export type RunsErrorCode = 'run-invalid' | 'run-missing' | 'source-unknown' | 'source-unreadable' | 'usage';

/** A failure of reading or keeping runs. */
export class RunsError extends Failure<RunsErrorCode> {
  constructor(code: RunsErrorCode, reason: string, details?: FailureDetails) {
    super(code, reason, details);
    this.name = 'RunsError';
  }
}
