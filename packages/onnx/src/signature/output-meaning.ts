import type { CardYaml, ModelManifest } from '@modelfolio/schemas';
import { OnnxError } from '../onnx-error.ts';
import type { ModelOutput } from '../onnx-model.ts';
import { classifierOutput } from './classifier-output.ts';
import { describeTensor, isFloating } from './describe-tensor.ts';
import { regressorOutput } from './regressor-output.ts';

type Words = CardYaml['signature'];
type OutputMeaning = ModelManifest['output'];

/** Makers of outputs that are class probabilities or scores. */
const classifiers = new Set([
  'LinearClassifier',
  'SVMClassifier',
  'TreeEnsembleClassifier',
  'Normalizer',
  'Softmax',
  'Sigmoid',
]);
/** Makers of outputs that are values. */
const regressors = new Set(['LinearRegressor', 'SVMRegressor', 'TreeEnsembleRegressor']);

/**
 * What a graph does, as far as it tells: classes come from an output of labels, a classifier or an activation, values
 * from a regressor or a feature pipeline. card.yaml's words go before.
 *
 * @returns `null` where only a person can say
 */
export function taskKind(
  outputs: readonly ModelOutput[],
  words: Words,
): 'classification' | 'regression' | null {
  if (words.task) return words.task === 'regression' ? 'regression' : 'classification';
  if (words.targets) return 'regression';
  if (words.classes || (words.activation && words.activation !== 'none')) return 'classification';
  if (outputs.some(({ features }) => features)) return 'regression';
  const hasLabel = outputs.some(
    ({ type, maker, classes }) =>
      type === 'string' || classes !== null || (type === 'int64' && maker === 'ArgMax'),
  );
  const hasScores = outputs.some((output) => isFloating(output) && classifiers.has(output.maker ?? ''));
  if (hasLabel || hasScores) return 'classification';
  const labelled =
    outputs.some(({ type }) => type === 'int64') &&
    outputs.some((output) => isFloating(output) && output.shape.length === 2);
  if (labelled) return 'classification';
  return outputs.some(({ maker }) => regressors.has(maker ?? '')) ? 'regression' : null;
}

/**
 * What a graph's outputs mean, from the graph and what card.yaml adds.
 *
 * @param labels columns of the evaluation data that hold the truth: they name a regressor's targets
 * @param path names the model file in errors
 * @throws OnnxError `task-unknown`, `signature-unsupported` or `classes-mismatch`
 */
export function outputMeaningOf(
  outputs: readonly ModelOutput[],
  words: Words,
  labels: readonly string[],
  path: string,
): OutputMeaning {
  const kind = taskKind(outputs, words);
  if (kind === null)
    throw new OnnxError(
      'task-unknown',
      `outputs ${outputs.map(describeTensor).join(', ')} could be values or scores of classes`,
      {
        file: path,
        hint: 'say task: regression, or list signature.classes with an activation, in card.yaml',
      },
    );
  return kind === 'regression'
    ? regressorOutput(outputs, words, labels, path)
    : classifierOutput(outputs, words, path);
}
