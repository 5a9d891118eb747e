import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accuracyAtHalf, meanLogLoss, probabilityScores, rocAuc } from './probability-scores.ts';

const scored = (probabilities: number[], labels: number[]) =>
  probabilityScores(labels, Float64Array.from(probabilities));

describe('scores of probabilities', () => {
  it('are what scikit-learn 1.9.1 gives', () => {
    const { accuracy, rocAuc: area, logLoss } = scored([0.1, 0.4, 0.35, 0.8, 0.5, 0.4], [0, 0, 1, 1, 1, 1]);
    // accuracy_score, roc_auc_score and log_loss of the same numbers; 0.4 is tied between the classes.
    expect(accuracy).toBeCloseTo(0.5, 12);
    expect(area).toBeCloseTo(0.8125, 12);
    expect(logLoss).toBeCloseTo(0.583_098_287_945_134_2, 12);
  });

  it('count one half as the first class', () => {
    expect(accuracyAtHalf([0, 0, 1, 1], [0.5, 0.5, 0.6, 0.4])).toBe(0.75);
  });

  it('count a pair of equal probabilities as half', () => {
    const rows = fc.array(fc.record({ score: fc.integer({ min: 0, max: 5 }), label: fc.nat(1) }), {
      minLength: 2,
      maxLength: 40,
    });
    fc.assert(
      fc.property(rows, (drawn) => {
        const [none, all] = [0, 1].map((label) => drawn.filter((row) => row.label === label)) as [
          typeof drawn,
          typeof drawn,
        ];
        fc.pre(none.length > 0 && all.length > 0);
        const wins = all.flatMap(({ score }) =>
          none.map((other) => (Math.sign(score - other.score) + 1) / 2),
        );
        const { rocAuc: area } = scored(
          drawn.map(({ score }) => score / 5),
          drawn.map(({ label }) => label),
        );
        expect(area).toBeCloseTo(wins.reduce((sum, win) => sum + win, 0) / wins.length, 12);
      }),
    );
  });

  it('have no area where there is one class alone', () => {
    expect(rocAuc([1, 1], Float64Array.of(0.2, 0.3))).toBeNaN();
    expect(rocAuc([0, 0], Float64Array.of(0.2, 0.3))).toBeNaN();
  });

  it('keep certainty that is wrong from being infinitely bad', () => {
    expect(meanLogLoss([1, 0], [0, 1])).toBe(-Math.log(Number.EPSILON));
    expect(meanLogLoss([1, 0], [1, 0])).toBe(-Math.log(1 - Number.EPSILON));
  });
});
