import type { ModelManifest } from '@modelfolio/schemas';
import { InferenceError } from './inference-error.ts';
import { scoreKind, type ScoreKind } from './score-kind.ts';
import { numbersOf, type Tensor } from './tensor.ts';

/** Fewer rows of logits may all lie between 0 and 1 by chance. */
const fewestRows = 8;

/**
 * Watches what a graph gives before an activation that card.yaml names, batch by batch, and refuses one over numbers that
 * are probabilities already: a softmax would make others of them, and one class of several labels a row.
 *
 * @example
 * const watch = watchActivation(manifest.output);
 * watch.see(await run(feeds), 250);
 * watch.refuse();
 */
export function watchActivation({
  probabilities,
  activation,
}: Pick<ModelManifest['output'], 'probabilities' | 'activation'>): {
  /** @param rows number of rows that went in */
  see(outputs: Readonly<Record<string, Tensor>>, rows: number): void;
  /** @throws InferenceError `output` */
  refuse(): void;
} {
  const kinds = new Set<ScoreKind>();
  let seen = 0;
  return {
    see(outputs, rows) {
      const tensor = probabilities === null ? undefined : outputs[probabilities];
      if (activation === 'none' || !tensor || tensor.type === 'string' || rows === 0) return;
      const numbers = numbersOf(tensor);
      const width = numbers.length / rows;
      seen += rows;
      // One number from 0 to 1 may be the logit of a model that is never sure.
      kinds.add(width > 1 && Number.isInteger(width) ? scoreKind(numbers, width) : 'scores');
    },
    refuse() {
      if (seen < fewestRows || kinds.has('scores')) return;
      if (kinds.has('separate'))
        throw new InferenceError(
          'output',
          `output ${probabilities} holds an answer from 0 to 1 in each column, as for several labels a row: no ${activation} makes one class of them`,
          { hint: 'several labels a row (multi-label) are not supported yet: export one class a row' },
        );
      throw new InferenceError(
        'output',
        `output ${probabilities} holds probabilities already: a ${activation} would make others of them`,
        { hint: 'leave signature.activation out' },
      );
    },
  };
}
