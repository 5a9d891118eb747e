import { someCircumstances } from '@modelfolio/measuring/testing/circumstances';
import { expect, it } from 'vitest';
import { serviceReport } from './service-report.ts';

const rate = (perSecond: number, cpuMicroseconds: number) => ({ perSecond, cpuMicroseconds });
const measured = {
  rounds: [
    { connections: 1, plain: rate(1000, 20), service: rate(500, 50) },
    { connections: 1, plain: rate(3000, 20), service: rate(1000, 50) },
    { connections: 1, plain: rate(4000, 20), service: rate(1000, 50) },
    { connections: 16, plain: rate(2000, 20), service: rate(1000, 50) },
    { connections: 256, plain: rate(1000, 20), service: rate(1000, 50) },
  ],
  health: {
    empty: Array.from({ length: 101 }, (_, at) => at / 100),
    beside: Array.from({ length: 101 }, (_, at) => at / 50),
    saturated: Array.from({ length: 101 }, (_, at) => at / 10),
    answered: [100, 10],
    failed: [0, 1],
  },
  memory: [
    { requests: 0, rss: 1e8, heapUsed: 1e7 },
    { requests: 50, rss: 2e8, heapUsed: 3e7 },
    { requests: 100, rss: 2e8, heapUsed: 4e7 },
  ],
  starts: [300, 100, 200],
};

it('states the median ratio of the rounds, and not the ratio of medians', () => {
  const { figures, tables } = serviceReport(measured, someCircumstances);
  expect(figures['overhead1']).toMatchObject({ value: 3, n: 3 });
  expect(figures['overhead16']?.value).toBe(2);
  expect(figures['cpuOverhead16']?.value).toBe(2.5);
  expect(tables[0]?.rows[0]).toEqual([1, 3000, 1000, 3, 3]);
});

it('states what full lanes add to health over an empty service beside, the growth after the code is warm, and the usual start', () => {
  const { figures, tables } = serviceReport(measured, someCircumstances);
  expect(figures['healthEmpty']?.value).toBeCloseTo(0.99, 9);
  expect(figures['healthAdded']?.value).toBeCloseTo(9.9 - 1.98, 9);
  expect(figures['healthBeside']?.value).toBeCloseTo(1.98, 9);
  expect(figures['heapGrowth']).toMatchObject({ value: 1e7, label: expect.stringContaining('50 to 100') });
  expect(figures['start']?.value).toBe(200);
  expect(tables[2]?.rows).toEqual([
    ['cheap', 100, 0],
    ['dear', 9, 1],
  ]);
});
