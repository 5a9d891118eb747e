import { describe, expect, it } from 'vitest';
import {
  averageOddsDifference,
  disparateImpact,
  signedOpportunityDifference,
  statisticalParityDifference,
} from './signed-differences.ts';

// Selected 2 of 10, found 1 of 4, wrongly selected 1 of 6.
const unprivileged = { tp: 1, fp: 1, tn: 5, fn: 3 };
// Selected 6 of 10, found 4 of 5, wrongly selected 2 of 5.
const privileged = { tp: 4, fp: 2, tn: 3, fn: 1 };
const nobody = { tp: 0, fp: 0, tn: 4, fn: 0 };

describe('signed differences', () => {
  it('are the unprivileged group’s minus the privileged group’s', () => {
    expect(statisticalParityDifference(unprivileged, privileged)).toBeCloseTo(0.2 - 0.6, 14);
    expect(disparateImpact(unprivileged, privileged)).toBeCloseTo(0.2 / 0.6, 14);
    expect(signedOpportunityDifference(unprivileged, privileged)).toBeCloseTo(0.25 - 0.8, 14);
    expect(averageOddsDifference(unprivileged, privileged)).toBeCloseTo((1 / 6 - 0.4 + 0.25 - 0.8) / 2, 14);
  });

  it('change their sign with the groups', () => {
    expect(statisticalParityDifference(privileged, unprivileged)).toBeCloseTo(0.4, 14);
    expect(disparateImpact(privileged, unprivileged)).toBeCloseTo(3, 14);
    expect(averageOddsDifference(privileged, unprivileged)).toBeGreaterThan(0);
  });

  it('are undefined where a rate is', () => {
    expect(statisticalParityDifference(unprivileged, nobody)).toBeCloseTo(0.2, 14);
    expect(disparateImpact(unprivileged, nobody)).toBeNull();
    expect(disparateImpact(nobody, nobody)).toBeNull();
    expect(signedOpportunityDifference(nobody, privileged)).toBeNull();
    expect(averageOddsDifference(nobody, privileged)).toBeNull();
  });
});
