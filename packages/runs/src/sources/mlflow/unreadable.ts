import { RunsError } from '../../runs-error.ts';
import { redactAddress } from '@modelfolio/redaction/redact-address';

/** Where a run was read, for the record and for messages. */
export interface Place {
  /** Name of the source. */
  readonly tracker: string;
  /** Path or address of the store. */
  readonly location: string;
}

/** The error for one run that cannot be read. */
export function unreadable(
  place: Place,
  runId: string,
  field: string,
  reason: string,
  cause?: unknown,
): RunsError {
  return new RunsError('run-invalid', reason, {
    file: redactAddress(place.location),
    field: `run ${runId}: ${field}`,
    cause,
  });
}
