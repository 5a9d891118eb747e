import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { classificationEvaluation, type ClassificationEvaluation } from '@modelfolio/schemas';
import { beforeAll, describe, expect, it } from 'vitest';
import { builtProject } from '../../test/temporary-project.ts';
import { compareEvaluations, compareValues, probabilityTolerance } from './compare-evaluations.ts';

const built = builtProject();
let truth: ClassificationEvaluation;

beforeAll(() => {
  truth = classificationEvaluation.parse(
    JSON.parse(readFileSync(join(built.root(), 'models/tiny/evaluation.json'), 'utf8')),
  );
});

/** The evaluation with something changed in a copy. */
function changed(change: (copy: ClassificationEvaluation) => void): ClassificationEvaluation {
  const copy = structuredClone(truth);
  change(copy);
  return copy;
}

const pointers = (copy: ClassificationEvaluation): string[] =>
  compareEvaluations(truth, copy).map(({ pointer }) => pointer);

describe('compareEvaluations', () => {
  it('finds nothing between equals, whatever the runtime is called', () => {
    expect(pointers(changed((copy) => void (copy.runtime = 'another')))).toEqual([]);
  });

  it('lets sums of probabilities differ by the tolerance and no more', () => {
    const { value } = truth.metrics.logLoss;
    const moved = (by: number) => changed((copy) => void (copy.metrics.logLoss.value = Number(value) + by));
    expect(pointers(moved(probabilityTolerance / 2))).toEqual([]);
    expect(pointers(moved(probabilityTolerance * 2))).toEqual(['/metrics/logLoss/value']);
  });

  it('lets nothing made of counts differ at all', () => {
    const copy = changed((other) => {
      other.metrics.accuracy.value = Number(other.metrics.accuracy.value) + 1e-12;
      other.perClass.forEach((scores) => (scores.f1.value = 0.5));
      (other.confusionMatrix.counts[0] as number[])[0] = 0;
    });
    expect(pointers(copy)).toEqual([
      '/metrics/accuracy/value',
      '/perClass/0/f1/value',
      '/perClass/1/f1/value',
      '/perClass/2/f1/value',
      '/confusionMatrix/counts/0/0',
    ]);
  });

  it('lets near-ties of the worst mistakes change places', () => {
    const copy = changed(({ worstMistakes }) => {
      const [first, second] = worstMistakes;
      if (!first || !second) throw new Error('too few mistakes');
      worstMistakes.splice(0, 2, second, first);
    });
    expect(pointers(copy)).toEqual([]);
  });

  it('does not let a mistake be left out or made milder', () => {
    expect(pointers(changed((copy) => void copy.worstMistakes.shift()))).toEqual(['/worstMistakes/0']);
    const milder = changed(
      (copy) => void ((copy.worstMistakes[0] as { confidence: number }).confidence -= 0.01),
    );
    expect(pointers(milder)).toEqual(['/worstMistakes/0/confidence']);
    const replaced = changed(
      ({ worstMistakes }) =>
        void (worstMistakes[0] = worstMistakes.at(-1) as ClassificationEvaluation['worstMistakes'][number]),
    );
    expect(compareEvaluations(replaced, truth).map(({ recorded, found }) => [recorded, found])).toEqual([
      [undefined, truth.worstMistakes[0]],
    ]);
  });
});

describe('compareValues', () => {
  it('names every difference, also of shape', () => {
    expect(compareValues({ a: [1, 2], b: { c: null } }, { a: [1], b: { c: [] }, 'd/e': 'x' })).toEqual([
      { pointer: '/a/1', recorded: 2, found: undefined },
      { pointer: '/b/c', recorded: null, found: [] },
      { pointer: '/d~1e', recorded: undefined, found: 'x' },
    ]);
  });
});
