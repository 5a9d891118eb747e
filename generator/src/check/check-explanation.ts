import type { Evaluation, Explanation, ModelManifest } from '@modelfolio/schemas';
import { compareValues, type Difference } from '../evaluation/compare-evaluations.ts';
import { completeExplanation } from '../explanation/complete-explanation.ts';
import { whyExplanationStale } from '../explanation/why-stale.ts';
import type { JsonFile } from '@modelfolio/project/json-file';
import { toPointer } from '@modelfolio/project/json-pointer';
import { ModelfolioError } from '../modelfolio-error.ts';
import type { Findings } from './finding.ts';

const shownDisagreements = 5;
/** Sums of the same numbers may be rounded otherwise by another machine. */
const rounding = 1e-12;

/**
 * The recorded explanation must be of the files as they are, say what follows from its own measurements, and count the rows
 * as the evaluation does; with `again`, it must come out again.
 *
 * @param manifest derived from the files as they are
 * @param again explains again and tells what differs; `null` where no model is to be run
 */
export async function checkExplanation(
  findings: Findings,
  manifest: ModelManifest,
  { path, value: recorded }: JsonFile<Explanation>,
  evaluation: JsonFile<Evaluation> | null,
  again: (() => Promise<Difference[]>) | null,
): Promise<void> {
  const hint = `run modelfolio explain ${manifest.id}`;
  const stale = whyExplanationStale(recorded, manifest);
  if (stale) {
    findings.add(new ModelfolioError('explanation-stale', stale, { file: path, hint }));
    return;
  }
  const differences = [
    ...compareValues(recorded, completeExplanation(recorded), () => rounding),
    ...(evaluation ? againstEvaluation(recorded, evaluation.value) : []),
  ];
  const disagree = (list: readonly Difference[], words: string): void => {
    for (const { pointer, recorded: said, found } of list.slice(0, shownDisagreements))
      findings.add(
        new ModelfolioError('explanation-disagrees', `says ${short(said)}, ${words} ${short(found)}`, {
          file: path,
          field: pointer,
          hint,
        }),
      );
  };
  disagree(differences, 'its records say');
  if (again) disagree((await findings.attempt(again)) ?? [], 'explaining again gives');
}

/** Both count the rows of the positive class of two at one half; the counts must be the same. */
function againstEvaluation({ fairness, dataset }: Explanation, evaluation: Evaluation): Difference[] {
  const rows =
    dataset.n === evaluation.dataset.n
      ? []
      : [{ pointer: '/dataset/n', recorded: dataset.n, found: evaluation.dataset.n }];
  if (evaluation.task !== 'binary-classification') return rows;
  const counted = evaluation.thresholds?.rows;
  return [
    ...rows,
    ...fairness.flatMap(({ threshold, overall }, at) => {
      const row = counted?.find((one) => one.threshold === threshold);
      if (!row) return [];
      const { truePositives: tp, falsePositives: fp, trueNegatives: tn, falseNegatives: fn } = row;
      return compareValues(overall.confusion, { tp, fp, tn, fn }).map((difference) => ({
        ...difference,
        pointer: toPointer(['fairness', at, 'overall', 'confusion']) + difference.pointer,
      }));
    }),
  ];
}

function short(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}
