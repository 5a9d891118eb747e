import { someCircumstances } from '@modelfolio/measuring/testing/circumstances';
import { expect, it } from 'vitest';
import { median, overhead, supervisorReport } from './supervisor-report.ts';

it('takes medians, and the difference of two', () => {
  expect(median([9, 1, 4])).toBe(4);
  expect(median([1, 2, 3, 10])).toBe(3);
  expect(overhead({ child: [3, 100, 2], here: [1, 2, 0] })).toBe(2);
});

it('tells each case in figures and a table', () => {
  const cases = [{ name: 'row', label: '1 × 8', inBytes: 32, child: [0.5, 0.4, 0.6], here: [0.1, 0.2, 0.3] }];
  const report = supervisorReport({ cases, starts: [120], childBytes: 9e7 }, someCircumstances);
  expect(report.figures['rowOverhead']).toMatchObject({ value: 0.3, format: 'milliseconds', n: 3 });
  expect(report.figures['start']?.value).toBe(120);
  expect(report.tables[0]?.rows).toEqual([['1 × 8', 32, 0.5, 0.2, 0.3, 2.5]]);
});
