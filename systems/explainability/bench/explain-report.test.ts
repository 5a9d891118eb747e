import { someCircumstances } from '@modelfolio/measuring/testing/circumstances';
import { toNumber } from '@modelfolio/schemas';
import { expect, test } from 'vitest';
import { explainReport } from './explain-report.ts';
import type { ExplainMeasurements } from './measure-explain.ts';

const curve = (rows: number[], errors: number[]) =>
  rows.map((evaluations, at) => ({
    coalitions: evaluations / 10,
    evaluations,
    error: errors[at] ?? 1,
    seconds: evaluations * 2e-6,
    modelSeconds: evaluations * 1e-6,
  }));
const measured: ExplainMeasurements = {
  trees: {
    own: { secondsToPrepare: 0.01, secondsPerRowFirst: 4e-5, secondsPerRow: 2e-5, rows: 100, farthest: 1e-9 },
    shap: { version: '0.51.0', secondsPerRow: { together: 1e-3, alone: 2e-3 } },
    webshap: { rows: 5, coalitions: 512, error: 0.2, secondsPerRow: 0.1 },
  },
  kernel: {
    columns: 16,
    backgroundRows: 10,
    seeds: 5,
    version: '0.51.0',
    curves: {
      modelfolio: curve([1000, 10_000], [0.1, 0.01]),
      shap: curve([1000, 100_000], [0.1, 0.01]),
      webshap: curve([1000, 10_000], [0.5, 0.23]),
    },
    toOnePerCent: { modelfolio: 0.02, shap: 0.2, webshap: null },
  },
  memory: { first: 1e7, last: 1.1e7, explanations: 1000 },
  redraw: { milliseconds: [30, 20, 40, 90], longTasks: [], sliderFrames: [16, 17, 18], chromium: '141' },
};
test('ratios are theirs over ours, medians are of all edits', () => {
  const { figures, tables } = explainReport(measured, 0.1, someCircumstances);
  const value = (name: string) => toNumber(figures[name]?.value ?? Number.NaN);
  expect(value('treeSpeedup')).toBeCloseTo(50);
  expect(value('treeFirstSpeedup')).toBeCloseTo(25);
  expect(value('kernelSpeedup')).toBeCloseTo(10);
  expect(value('kernelRowsRatio')).toBeCloseTo(10);
  expect(value('webshapLeastError')).toBe(0.23);
  expect(value('webshapTreeSlowdown')).toBeCloseTo(5000);
  expect(value('redrawMedian')).toBe(35);
  expect(value('redrawWorst')).toBe(90);
  expect(value('longestTask')).toBe(0);
  expect(value('sliderFrame')).toBe(17);
  expect(tables[0]?.rows).toHaveLength(6);
});

test('what is never reached has no figure', () => {
  const never = {
    ...measured,
    kernel: { ...measured.kernel, toOnePerCent: { modelfolio: 0.02, shap: null, webshap: null } },
  };
  const { figures } = explainReport(never, 0, someCircumstances);
  expect(figures['kernelSpeedup']).toBeUndefined();
});
