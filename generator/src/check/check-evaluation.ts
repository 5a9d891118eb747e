import { claimOfEvaluation } from '@modelfolio/metrics/claim-of-evaluation';
import { confirmClaim } from '@modelfolio/metrics/confirm-claim';
import { countProgress } from '@modelfolio/command-line/progress';
import type { Evaluation, ModelManifest } from '@modelfolio/schemas';
import type { Project } from '../effects.ts';
import { disagreement } from '../commands/evaluate.ts';
import { compareEvaluations } from '../evaluation/compare-evaluations.ts';
import type { EvaluatedRows } from '../evaluation/evaluated-rows.ts';
import { evaluateModel, whyStale } from '../evaluation/evaluate-model.ts';
import type { JsonFile } from '@modelfolio/project/json-file';
import { ModelfolioError } from '../modelfolio-error.ts';
import type { Findings } from './finding.ts';
import { nearTiesFinding } from './near-ties-finding.ts';

const shownDisagreements = 5;

/**
 * The recorded evaluation must judge the files as they are, and come out again.
 *
 * @param manifest derived from the files as they are
 * @returns the rows and what the model says of them now; `null` where it was not run
 */
export async function checkEvaluation(
  findings: Findings,
  project: Project,
  manifest: ModelManifest,
  recorded: JsonFile<Evaluation>,
  { reevaluate }: { reevaluate: boolean },
): Promise<EvaluatedRows | null> {
  const { id } = manifest;
  const stale = whyStale(recorded.value, manifest);
  if (stale)
    findings.add(
      new ModelfolioError('evaluation-stale', stale, {
        file: recorded.path,
        hint: `run modelfolio evaluate ${id}`,
      }),
    );
  if (!reevaluate) return null;
  const found = await findings.attempt(() =>
    evaluateModel(project, manifest, countProgress(project.effects, id, 'rows')),
  );
  project.effects.progress(null);
  if (found === null) return null;
  const differences = compareEvaluations(recorded.value, found.evaluation);
  const { reasons } = confirmClaim(claimOfEvaluation(recorded.value), claimOfEvaluation(found.evaluation));
  // What differs is named place by place; what agrees may still be no number to agree on.
  if (reasons.length > 0 && differences.length === 0 && stale === null)
    findings.add(
      new ModelfolioError('evaluation-disagrees', `its claim is not confirmed: ${reasons.join('; ')}`, {
        file: recorded.path,
        hint: 'give the model rows that it can be judged on',
      }),
    );
  for (const difference of differences.slice(0, shownDisagreements))
    findings.add(disagreement(id, difference));
  if (differences.length > shownDisagreements)
    findings.add(
      new ModelfolioError(
        'evaluation-disagrees',
        `and ${differences.length - shownDisagreements} more places`,
        {
          file: recorded.path,
          hint: `run modelfolio evaluate ${id} --force`,
        },
      ),
    );
  const ties = differences.length > 0 && nearTiesFinding(found.predictions, recorded.path);
  if (ties) findings.add(ties);
  return found;
}
