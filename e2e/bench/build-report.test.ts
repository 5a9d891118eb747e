import { someCircumstances } from '@modelfolio/measuring/testing/circumstances';
import { expect, it } from 'vitest';
import { buildReport } from './build-report.ts';

const built = (seconds: number, made: number) => ({ seconds, peakBytes: 8e8, pages: 500, made, kept: 0 });

it('compares the time of a page, and tells what was measured', () => {
  const report = buildReport(
    {
      models: 100,
      runsEach: 10,
      cold: built(5, 2000),
      noop: built(0.5, 0),
      forced: built(5, 2000),
      changed: built(1, 12),
      reworded: built(2, 30),
      isByteEqual: true,
      astro: {
        version: '7.0.0',
        pages: 100,
        cold: { seconds: 4, peakBytes: 5e8 },
        again: { seconds: 3, peakBytes: 5e8 },
      },
    },
    someCircumstances,
  );
  // 40 ms a page against 10.
  expect(report.figures['pageRatio']?.value).toBe(4);
  expect(report.figures['noopRatio']?.value).toBe(6);
  expect(report.figures['changedSeconds']).toMatchObject({ value: 1, better: 'lower' });
  expect(report.method).toContain('gave byte for byte what was there');
  expect(report.tables[0]?.rows[1]).toEqual(['nothing changed', 500, 0, 0.5, 800]);
});
