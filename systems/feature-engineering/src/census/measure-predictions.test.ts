import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measurePredictions } from './measure-predictions.ts';

const measured = (probabilities: number[], labels: number[]) =>
  measurePredictions(Float64Array.from(probabilities), Uint8Array.from(labels));

describe('measurePredictions', () => {
  it('gives what scikit-learn 1.9.1 gives', () => {
    const { accuracy, rocAuc, logLoss } = measured([0.1, 0.4, 0.35, 0.8, 0.5, 0.4], [0, 0, 1, 1, 1, 1]);
    // accuracy_score, roc_auc_score and log_loss of the same numbers; 0.4 is tied between the classes.
    expect(accuracy).toBeCloseTo(0.5, 12);
    expect(rocAuc).toBeCloseTo(0.8125, 12);
    expect(logLoss).toBeCloseTo(0.583_098_287_945_134_2, 12);
  });

  it('counts a pair of equal probabilities as half', () => {
    const rows = fc.array(fc.record({ probability: fc.integer({ min: 0, max: 5 }), label: fc.nat(1) }), {
      minLength: 2,
      maxLength: 40,
    });
    fc.assert(
      fc.property(rows, (drawn) => {
        const [none, all] = [0, 1].map((label) => drawn.filter((row) => row.label === label));
        fc.pre(none!.length > 0 && all!.length > 0);
        const wins = all!.flatMap(({ probability }) =>
          none!.map((other) => (Math.sign(probability - other.probability) + 1) / 2),
        );
        const { rocAuc } = measured(
          drawn.map(({ probability }) => probability / 5),
          drawn.map(({ label }) => label),
        );
        expect(rocAuc).toBeCloseTo(wins.reduce((sum, win) => sum + win, 0) / wins.length, 12);
      }),
    );
  });

  it('keeps certainty that is wrong from being infinitely bad', () => {
    expect(measured([0, 1], [1, 0]).logLoss).toBeCloseTo(-Math.log(Number.EPSILON), 9);
  });
});
