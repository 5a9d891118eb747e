import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { golden, tolerance } from '../test/golden-metrics.ts';
import {
  addToBin,
  confidenceBin,
  emptyBins,
  expectedCalibrationError,
  topProbabilities,
} from './calibration.ts';

const bins = 15;

describe('expectedCalibrationError', () => {
  it.each(golden.cases)(
    'is what NumPy gives: $name',
    ({ classes, actual, predicted, probabilities, expected }) => {
      const sums = emptyBins(bins);
      topProbabilities(probabilities, classes).forEach((confidence, row) => {
        addToBin(sums, confidenceBin(confidence, bins), confidence, predicted[row] === actual[row]);
      });
      expect(Math.abs(expectedCalibrationError(sums) - expected.ece)).toBeLessThan(tolerance);
      expect([...sums.rows]).toEqual(expected.bins.map(({ n }) => n));
    },
  );

  it('is never more than the largest gap there can be', () => {
    const row = fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.boolean());
    fc.assert(
      fc.property(fc.array(row, { minLength: 1 }), (rows) => {
        const sums = emptyBins(bins);
        for (const [confidence, correct] of rows)
          addToBin(sums, confidenceBin(confidence, bins), confidence, correct);
        const error = expectedCalibrationError(sums);
        expect(error).toBeGreaterThanOrEqual(0);
        expect(error).toBeLessThanOrEqual(1);
        const accuracy = rows.filter(([, correct]) => correct).length / rows.length;
        const confidence = rows.reduce((sum, [value]) => sum + value, 0) / rows.length;
        expect(error).toBeGreaterThanOrEqual(Math.abs(accuracy - confidence) - 1e-9);
      }),
    );
  });
});

describe('confidenceBin', () => {
  it('puts each confidence between its edges, the upper one included', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 1, max: 40 }),
        (confidence, count) => {
          const bin = confidenceBin(confidence, count);
          expect(confidence).toBeLessThanOrEqual((bin + 1) / count);
          // The first bin holds its lower edge, 0, as well.
          expect(confidence).toBeGreaterThan(bin === 0 ? -1 : bin / count);
        },
      ),
    );
  });

  it('puts an edge into the bin below it', () => {
    for (let count = 1; count <= 40; count++)
      for (let edge = 1; edge <= count; edge++) expect(confidenceBin(edge / count, count)).toBe(edge - 1);
    expect(confidenceBin(0, bins)).toBe(0);
  });
});
