import type { GraphModel } from '@modelfolio/onnx';
import type { ModelManifest } from '@modelfolio/schemas';
import type { Effects } from '../effects.ts';
import { ModelfolioError } from '../modelfolio-error.ts';

/** Operators of classical classifiers, whose scores are margins or sums of trees. */
const noLogits: readonly (string | null)[] = [
  'LinearClassifier',
  'SVMClassifier',
  'SVMRegressor',
  'TreeEnsembleClassifier',
  'TreeEnsembleRegressor',
];

/**
 * Why scores are no logits, which a softmax makes the model's own probabilities of: a classical classifier makes them, or the
 * graph holds class names, as converters of scikit-learn write them and those of networks never do.
 */
function whyNoLogits({ outputs }: GraphModel, output: ModelManifest['output']): string | null {
  const maker = outputs.find(({ name }) => name === output.probabilities)?.maker ?? null;
  if (noLogits.includes(maker)) return `scores of a ${maker}`;
  return outputs.some(({ classes }) => classes) ? 'scores of a classifier that gives none' : null;
}

/** What is known of scores that are no probabilities. */
export interface KnownScores {
  /** What a trial suggests. */
  found: 'softmax' | 'sigmoid';
  model: GraphModel;
  output: ModelManifest['output'];
}

/**
 * The activation that makes probabilities of a model's scores, asked for where they may be logits. It is never taken by
 * itself: of margins, sums of trees and answers to several questions it makes numbers that the model never gave.
 *
 * @param path names the model in errors
 * @throws ModelfolioError `model-output-wrong`, which says what to do where nobody can be asked
 */
export async function askActivation(
  { found, model, output }: KnownScores,
  path: string,
  { ask }: Pick<Effects, 'ask'>,
): Promise<'softmax' | 'sigmoid'> {
  const reason = 'the outputs are no probabilities: they leave 0 to 1';
  const noneOf = whyNoLogits(model, output);
  if (noneOf !== null)
    throw new ModelfolioError('model-output-wrong', `${reason}; they are ${noneOf}`, {
      file: path,
      hint: 'export probabilities: without raw_scores, SVC with probability=True, others within CalibratedClassifierCV',
    });
  const answer = ask
    ? await ask({
        label: `${reason}; activation to apply, if they are logits of one class a row`,
        suggestion: found,
        choices: ['softmax', 'sigmoid', 'stop'],
      })
    : '';
  if (answer === 'softmax' || answer === 'sigmoid') return answer;
  throw new ModelfolioError('model-output-wrong', reason, {
    file: path,
    hint: `where they are logits of one class a row, as a network trained with cross-entropy gives, say --activation ${found}; else export probabilities`,
  });
}
