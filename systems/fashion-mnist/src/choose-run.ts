import type { RunRecord } from '@modelfolio/schemas';
import { chosenValidationAccuracy } from './training-record.ts';

/** Networks with as many parameters or more are not shipped: they must reach a phone quickly. */
const parameterLimit = 100_000;

/**
 * The run to ship: the highest validation accuracy among finished candidates below the limit of
 * parameters. Test accuracy plays no part. `null` when none qualifies.
 */
export function chooseRun(records: readonly RunRecord[]): RunRecord | null {
  const qualified = records.filter(
    ({ status, tags, params }) =>
      status === 'finished' &&
      tags['modelfolio.role'] === 'candidate' &&
      typeof params['trainableParameters'] === 'number' &&
      params['trainableParameters'] + Number(params['nonTrainableParameters'] ?? 0) < parameterLimit,
  );
  const accuracy = (record: RunRecord): number => chosenValidationAccuracy(record) ?? -1;
  return qualified.reduce<RunRecord | null>(
    (best, record) => (best === null || accuracy(record) > accuracy(best) ? record : best),
    null,
  );
}
