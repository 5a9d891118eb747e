import { someCircumstances } from '@modelfolio/measuring/testing/circumstances';
import { expect, it } from 'vitest';
import { freezeReport } from './freeze-report.ts';

it('compares the medians of both, and tells what was measured', () => {
  const report = freezeReport(
    {
      runs: 10_000,
      storeBytes: 2e9,
      freeze: { seconds: 100, peakBytes: 5e8, pages: 12, files: 10_100, bytes: 4e8 },
      landingBytes: 30_000,
      table: {
        bytes: 1e6,
        shown: 500,
        answers: { filter: [90, 10, 20], sort: [10], word: [30] },
        longestFrames: { scroll: [20, 30, 16], parallel: [40], scatter: [50] },
      },
      mlflow: {
        version: '3.0.0',
        bytes: 8e6,
        shown: 5000,
        answers: { filter: [400, 200, 300], sort: [100], word: [60] },
      },
    },
    someCircumstances,
  );
  expect(report.figures['filterRatio']?.value).toBe(15);
  expect(report.figures['wordRatio']?.value).toBe(2);
  expect(report.figures['shownRatio']?.value).toBe(10);
  expect(report.figures['bytesRatio']?.value).toBe(8);
  expect(report.figures['siteBytes']).toMatchObject({ value: 4e8, better: 'lower' });
  expect(report.figures['scrollFrame']).toMatchObject({ value: 20, n: 3 });
  expect(report.tables[0]?.rows[0]).toEqual(['Bytes until it is shown', 1e6, 8e6]);
});
