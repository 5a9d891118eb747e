import { describe, expect, it } from 'vitest';
import { metricHistory } from './run-record.ts';

describe('metricHistory', () => {
  it('takes columns of one length, with or without times', () => {
    expect(metricHistory.safeParse({ steps: [1, 2], values: [0.5, 'NaN'], timestamps: null }).success).toBe(
      true,
    );
    expect(metricHistory.safeParse({ steps: [1], values: [0.5], timestamps: [1700000000000] }).success).toBe(
      true,
    );
  });

  it('refuses columns of different lengths', () => {
    expect(metricHistory.safeParse({ steps: [1, 2], values: [0.5], timestamps: null }).success).toBe(false);
    const found = metricHistory.safeParse({ steps: [1], values: [0.5], timestamps: [] });
    expect(found.error?.issues.map(({ message }) => message)).toEqual([
      'steps, values and timestamps must have the same length',
    ]);
  });
});
