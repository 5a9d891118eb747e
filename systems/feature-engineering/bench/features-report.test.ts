import { someCircumstances } from '@modelfolio/measuring/testing/circumstances';
import { expect, it } from 'vitest';
import { featuresReport } from './features-report.ts';
import { contestants, type BatchTimes, type Measurements, type Timed } from './measurements.ts';
import { refuseDifference } from './same-result.ts';

const times = (seconds: number[], bytes: number): Timed[] =>
  seconds.map((one) => ({ seconds: one, peakBytes: 1e8 + bytes, inputBytes: 1e8 }));
const rival: BatchTimes = { fitTransform: times([6, 3, 10], 12e8) };
const stream = { bytes: 2e8, rows: 1e6, fitSeconds: 4, transformSeconds: 2, peakBytes: 3e8 };
const measured: Measurements = {
  rows: 1_000_000,
  batch: {
    ...(Object.fromEntries(Object.keys(contestants).map((who) => [who, rival])) as Measurements['batch']),
    modelfolio: {
      fitTransform: times([1, 3, 2], 6e8),
      fit: times([1, 1, 1], 0),
      transform: times([2, 2, 2], 6e8),
    },
    'scikit-learn': { ...rival, fit: times([3, 3, 3], 0), transform: times([1, 4, 2], 0) },
  },
  row: { modelfolio: [2e-5, 1e-5, 3e-5], 'scikit-learn': [2e-3, 3e-3, 4e-3] },
  stream: { small: stream, large: { ...stream, bytes: 2e9, peakBytes: 3.3e8 } },
  packages: { 'scikit-learn': '1.9.1', pandas: '3.1.1', polars: '2.1.0' },
};
const report = featuresReport(measured, 0.4, someCircumstances);

it('divides the medians that its tables show, and tells the least and the greatest ratio of a repetition', () => {
  const { figures } = report;
  // 3 and 2 (fit, transform) against 1 and 2; repetition by repetition 4, 7 and 5 thirds.
  expect(figures['speedup']).toMatchObject({
    value: 5 / 3,
    n: 3,
    ratioOf: {
      numerator: ['/tables/1/rows/1/1', '/tables/1/rows/1/4'],
      denominator: ['/tables/1/rows/0/1', '/tables/1/rows/0/4'],
    },
  });
  expect(figures['speedup']?.spread?.least).toBeCloseTo(4 / 3, 12);
  expect(figures['speedup']?.spread?.greatest).toBeCloseTo(7 / 3, 12);
  expect(figures['oneCallSpeedup']).toMatchObject({ value: 3, spread: { least: 1, greatest: 6 } });
  expect(figures['transformSpeedup']?.value).toBe(1);
  expect(figures['memoryRatio']).toMatchObject({ value: 2, spread: { least: 2, greatest: 2 } });
  expect(figures['rowSpeedup']?.value).toBeCloseTo(150);
  expect(figures['rowSpeedup']).not.toHaveProperty('spread');
  expect(figures['streamPeakRatio']?.value).toBeCloseTo(1.1);
});

it('tells the spread, and of those who were asked for it', () => {
  expect(report.tables[0]?.rows[1]).toEqual(['scikit-learn, dense', 6, 3, 10, 1200, 1200, 1200, 1300]);
  expect(report.tables[1]?.rows.map(([who]) => who)).toEqual(['Modelfolio', 'scikit-learn, dense']);
});

it('does not compare two that made different things', () => {
  expect(() => refuseDifference('Polars', [1, 2.5], [1, 2])).toThrow('column 2: Polars made 2.5');
  expect(() => refuseDifference('Polars', [1], [1, 2])).toThrow('1 columns');
  expect(() => refuseDifference('Polars', [1 + 1e-12], [1])).not.toThrow();
});
