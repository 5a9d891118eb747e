import { describe, expect, it } from 'vitest';
import { measuresOf } from './rate-words.ts';
import type { ClassRates } from './slice-rates.ts';

describe('measuresOf', () => {
  const rates: ClassRates = {
    kind: 'classes',
    n: 10,
    accuracy: { count: 8, of: 10 },
    meanScore: 0.25,
    baseRate: { count: 0, of: 10 },
    truePositives: { count: 0, of: 0 },
    falsePositives: { count: 3, of: 10 },
    logLoss: null,
  };
  const of = (name: string) =>
    measuresOf(rates, 'yes', '50.0 %').find((measure) => measure.name.startsWith(name));

  it('says what has no rows to be made of', () => {
    expect(of('True positive')).toMatchObject({ text: 'undefined', note: 'no rows that are yes' });
    expect(of('Log loss')?.text).toBe('undefined');
  });

  it('says a share with its interval, or with its counts', () => {
    expect(of('Accuracy')).toMatchObject({ text: '80.0 %', note: '49.0 % to 94.3 %' });
    expect(of('False positive')).toMatchObject({ text: '30.0 %', note: '3 of 10' });
    expect(of('Base rate')?.text).toBe('0.0 %');
  });

  it('says how many rows an error is of', () => {
    const [, absolute] = measuresOf(
      {
        kind: 'values',
        n: 4,
        known: 3,
        meanPrediction: 2,
        meanAbsoluteError: 1.5,
        rootMeanSquaredError: 2,
        bias: -1,
      },
      'price',
      '2',
    );
    expect(absolute).toEqual({ name: 'Mean absolute error', text: '1.5', note: '3 labelled' });
  });
});
