import { listed } from '@modelfolio/failures/listed';
import type { EvaluationSet, ModelManifest } from '@modelfolio/schemas';
import { ModelfolioError } from '../modelfolio-error.ts';

/**
 * Refuses columns of truth that are not what a model predicts: a classifier has one, a regressor one for each target. The
 * first of several would be judged, and the others passed over.
 *
 * @throws ModelfolioError `task-unsupported` for several of a classifier, `targets-mismatch` for others than the targets
 */
export function refuseOtherTruth(
  { task, targets }: ModelManifest['output'],
  set: EvaluationSet | null,
  file: string,
): void {
  if (set === null || set.format === 'idx-gz') return;
  const { labels } = set;
  if (task !== 'regression') {
    if (labels.length === 1) return;
    throw new ModelfolioError(
      'task-unsupported',
      `${labels.length} columns of truth (${listed(labels)}) for a classifier: several labels a row (multi-label) are not supported yet`,
      { file, field: 'evaluationSet.label', hint: 'name one column that holds the class of each row' },
    );
  }
  const names = (targets ?? []).map(({ name }) => name);
  if (labels.length === names.length) return;
  throw new ModelfolioError(
    'targets-mismatch',
    `the model predicts ${names.length} values (${listed(names)}), the data has ${labels.length} ${labels.length === 1 ? 'column' : 'columns'} of truth (${listed(labels)})`,
    {
      file,
      field: 'evaluationSet.label',
      hint: 'name a column for each value, in their order; where one output holds the value, name it with --prediction (signature.outputs.prediction)',
    },
  );
}
