import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { tableOf } from '@modelfolio/inference';
import {
  classificationEvaluation,
  type ClassificationEvaluation,
  type RegressionEvaluation,
} from '@modelfolio/schemas';
import { beforeAll, describe, expect, it } from 'vitest';
import { builtProject } from '../../test/temporary-project.ts';
import { judge } from './judge.ts';
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

describe('of a regressor', () => {
  /** A length in metres that is a billionth in size, judged on some rows. */
  const size = 1e-9;
  const actual = [1, 2, 3, 4, 5, 6].map((value) => value * size);
  const errors = [0.1, -0.2, 0.3, -0.1, 0.2, 0.4].map((value) => value * size);
  const judged = (): RegressionEvaluation => {
    const found = judge(
      { classes: null, positive: null },
      {
        kind: 'values',
        targets: [{ name: 'y', unit: 'm' }],
        values: [Float64Array.from(actual, (value, row) => value + (errors[row] ?? 0))],
      },
      {
        table: tableOf('rows', new Map([['y', actual]]), actual.length),
        labels: ['y'],
        slices: [],
        columns: [],
      },
      { replicates: 20, seed: 1, level: 0.95 },
    );
    if (found.task !== 'regression') throw new Error(found.task);
    const head = {
      schemaVersion: 1 as const,
      modelId: 'm',
      modelSha256: 'a'.repeat(64),
      dataset: { name: 'rows', split: 'test', digest: 'b'.repeat(64), n: actual.length },
    };
    return { ...head, ...found, runtime: 'none', command: 'none' };
  };
  const moved = (name: 'mae' | 'bias' | 'r2', change: (value: number) => number): string[] => {
    const copy = judged();
    const metric = copy.targets[0]?.metrics[name];
    if (!metric) throw new Error(name);
    metric.value = change(Number(metric.value));
    return compareEvaluations(copy, judged()).map(({ pointer }) => pointer);
  };

  it('errors in a small unit differ by a millionth of themselves and no more', () => {
    expect(compareEvaluations(judged(), judged())).toEqual([]);
    expect(moved('mae', (value) => value * (1 + 5e-7))).toEqual([]);
    expect(moved('mae', (value) => value * 1.0001)).toEqual(['/targets/0/metrics/mae/value']);
    expect(moved('bias', (value) => value + 2 * size)).toEqual(['/targets/0/metrics/bias/value']);
    expect(moved('bias', (value) => value + 1e-8 * size)).toEqual([]);
  });

  it('R² differs by six decimals, and a metric that is no number agrees with none that is', () => {
    expect(moved('r2', (value) => value + 5e-7)).toEqual([]);
    expect(moved('r2', (value) => value + 1e-5)).toEqual(['/targets/0/metrics/r2/value']);
    const copy = judged();
    for (const target of copy.targets) target.metrics.mae.value = 'Infinity';
    expect(compareEvaluations(copy, judged()).map(({ pointer }) => pointer)).toEqual([
      '/targets/0/metrics/mae/value',
    ]);
  });
});
