import { toNumber, type Evaluation } from '@modelfolio/schemas';
import type { Claim } from './confirm-claim.ts';

/** What an evaluation claims and can be counted again, with the rows and bytes that it judged. */
export function claimOfEvaluation(evaluation: Evaluation): Claim {
  const { dataset, modelSha256 } = evaluation;
  const of = { rows: dataset.n, model: modelSha256, data: dataset.digest };
  if (evaluation.task !== 'regression') {
    const { counts } = evaluation.confusionMatrix;
    return {
      ...of,
      scores: { kind: 'classes', accuracy: toNumber(evaluation.metrics.accuracy.value), counts },
    };
  }
  const targets = evaluation.targets.map(({ name, metrics }) => ({
    name,
    mae: toNumber(metrics.mae.value),
    rmse: toNumber(metrics.rmse.value),
    r2: toNumber(metrics.r2.value),
  }));
  return { ...of, scores: { kind: 'values', targets } };
}
