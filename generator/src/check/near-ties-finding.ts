import { listed } from '@modelfolio/failures/listed';
import type { Predictions } from '@modelfolio/inference';
import { nearTies } from '@modelfolio/metrics/near-ties';
import { ModelfolioError } from '../modelfolio-error.ts';

/**
 * The rows that another processor may decide otherwise, to be told where an evaluation does not come out again.
 *
 * @returns `null` where there are none, and for a regressor
 */
export function nearTiesFinding(predictions: Predictions, file: string): ModelfolioError | null {
  if (predictions.kind !== 'classes') return null;
  const rows = nearTies(predictions.probabilities, predictions.classes.length);
  if (rows.length === 0) return null;
  const which = `${rows.length === 1 ? 'row' : 'rows'} ${listed(rows.map(String), 10)}`;
  return new ModelfolioError(
    'evaluation-disagrees',
    `${rows.length === 1 ? 'one near tie' : `${rows.length} near ties`}, which another processor may decide otherwise: ${which}`,
    { file, hint: 'where these rows alone differ, evaluate on the machine that checks' },
  );
}
