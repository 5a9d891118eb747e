import type { CardYaml } from '@modelfolio/schemas';
import { OnnxError } from '../onnx-error.ts';
import type { ModelOutput } from '../onnx-model.ts';
import { describeTensor, isFloating, isOneAcross } from './describe-tensor.ts';

type Words = Pick<CardYaml['signature'], 'task' | 'targets' | 'outputs'>;

/** Names that scikit-learn and its converters give to what is no probability. */
const scoreNames = /^(?:scores?|score_samples|decision_function|anomaly_scores?|distances?)$/i;

const onlyThese =
  'cards are made of classifiers with one class a row and of regressors; judge this model where its task is known';

/**
 * Refuses models whose outputs have the form of a classifier's and mean something else: several labels a row, outliers, or
 * clusters. Read as a classifier's, they would be judged by numbers that say nothing of them.
 *
 * Several labels a row: a label or probabilities for each of K answers, as scikit-learn's MultiOutputClassifier and forests
 * fitted on `[N, K]` give, or a sigmoid of each of K columns. Outliers: skl2onnx gives `label` (-1 or 1) and `scores`.
 * Clusters: the nearest centre (`ArgMin`) with distances, or a mixture's components (`ArgMax` and `Exp`).
 *
 * @param path names the model file in errors
 * @throws OnnxError `task-unsupported`
 */
export function refuseOtherTasks(outputs: readonly ModelOutput[], words: Words, path: string): void {
  const refuse = (what: string, hint: string): never => {
    const shown = outputs.map(describeTensor).join(', ');
    throw new OnnxError('task-unsupported', `${what} (${shown}), which is not supported yet`, {
      file: path,
      hint,
    });
  };
  const scores = outputs.filter(isFloating);
  if (isRegression(words) && isChosen(scores, words)) return;
  const labels = outputs.filter((output) => !isFloating(output));
  const separate = labels.length > 0 && scores.some(({ shape }) => shape.length === 3);
  // Beside a label of its own an output [N, k] may be the k most probable classes.
  const several =
    scores.length > 0 &&
    !labels.some(isOneAcross) &&
    labels.some(({ shape }) => shape.length === 2 && !isOneOrOpen(shape));
  if (separate || several || (!isRegression(words) && isManySigmoids(outputs, words)))
    refuse(
      'gives several labels a row (multi-label or multi-output)',
      'export a model with one class a row, or one model for each label',
    );
  // Class names in the graph make it a classifier: no outlier detector or clustering has any.
  const label = labels.find((output) => isOneAcross(output) && output.type !== 'string');
  if (!label || outputs.some(({ classes }) => classes)) return;
  // Beside probabilities it is a label that contradicts them, which the evaluation tells.
  const isLikely = scores.some(({ name, maker }) => maker === 'Softmax' || /^(?:output_)?prob/i.test(name));
  if (label.maker === 'ArgMin' && !isLikely)
    refuse('gives the nearest of several centres: a clustering', onlyThese);
  if (label.maker === 'ArgMax' && scores.some(({ maker }) => maker === 'Exp'))
    refuse('gives components of a mixture: a clustering', onlyThese);
  if (label.maker === 'Sign' || scores.some(({ name }) => scoreNames.test(name)))
    refuse('gives a label and scores without class names: an outlier detector or a clustering', onlyThese);
}

const isRegression = ({ task, targets }: Words): boolean => task === 'regression' || targets !== undefined;

/** Whether a person picked one output of numbers among others. */
const isChosen = (scores: readonly ModelOutput[], { outputs: told }: Words): boolean =>
  scores.some(({ name }) => name === told?.prediction);

const isOneOrOpen = ([, width]: ModelOutput['shape']): boolean => width === 1 || typeof width !== 'number';

/** A sigmoid of each of K columns answers K questions; one column is that of two classes. */
function isManySigmoids(outputs: readonly ModelOutput[], { outputs: told }: Words): boolean {
  const sigmoids = outputs.filter(
    (output) =>
      output.maker === 'Sigmoid' && isFloating(output) && !isOneAcross(output) && output.shape.length === 2,
  );
  if (told?.probabilities !== undefined) return sigmoids.some(({ name }) => name === told.probabilities);
  return sigmoids.length > 0;
}
