import { InferenceError, numbersOf, scoreKind, type Tensor } from '@modelfolio/inference';
import type { ModelManifest } from '@modelfolio/schemas';

/** What a few rows told of a model's outputs. */
export type Trial = { outcome: 'fits' } | { outcome: 'needs-activation'; activation: 'softmax' | 'sigmoid' };

/**
 * Whether a graph's numbers for classes are probabilities as they come, or scores that an activation may turn into some.
 * Numbers from 0 to 1 whose rows do not sum to 1 are no logits: they answer a question for each column.
 *
 * @param width columns of probabilities that the classes make
 * @throws InferenceError `output` for several labels a row
 */
export function judgeScores(
  output: ModelManifest['output'],
  outputs: Readonly<Record<string, Tensor>>,
  rows: number,
): Trial {
  const tensor = output.probabilities === null ? undefined : outputs[output.probabilities];
  if (output.task === 'regression' || !tensor || output.activation !== 'none') return { outcome: 'fits' };
  const numbers = numbersOf(tensor);
  const width = numbers.length / rows;
  const kind = scoreKind(numbers, width);
  if (kind === 'separate')
    throw new InferenceError(
      'output',
      `output ${output.probabilities} holds numbers from 0 to 1 that do not sum to 1: an answer for each of ${width} columns, as of several labels a row (multi-label), not one class of ${width}`,
      {
        hint: 'several labels a row are not supported yet; export a model with one class a row, its probabilities normalised',
      },
    );
  if (kind === 'probabilities') return { outcome: 'fits' };
  return { outcome: 'needs-activation', activation: width === 1 ? 'sigmoid' : 'softmax' };
}
