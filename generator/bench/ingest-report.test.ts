import { someCircumstances } from '@modelfolio/measuring/testing/circumstances';
import { describe, expect, it } from 'vitest';
import { ingestReport, mlflowSeconds } from './ingest-report.ts';

const mlflow = {
  runs: 1000,
  listSeconds: 4,
  sampleRuns: 100,
  samplePoints: 5000,
  sampleSeconds: 6,
  peakBytes: 500e6,
  mlflow: '3.17.2',
};
const times = [3, 1, 2].map((seconds) => ({ seconds, peakBytes: 100e6 + seconds }));

describe('the report of the ingest benchmark', () => {
  it('scales the sample and says so', () => {
    expect(mlflowSeconds(mlflow)).toBe(64);
    const benchmark = {
      runs: 1000,
      metrics: 20,
      steps: 50,
      storeBytes: 1e8,
      ingest: { seconds: 4, peakBytes: 2e8 },
      again: times,
      mlflow: { ...mlflow, sampleSeconds: 60 },
      analyzed: mlflow,
    };
    const report = ingestReport(benchmark, someCircumstances);
    expect(report.figures['speedup']?.value).toBe(16);
    expect(report.figures['speedupAsIs']?.value).toBe(151);
    expect(report.figures['againSeconds']).toMatchObject({ value: 2, n: 3 });
    expect(report.method).toContain('for 100 and 100 runs chosen at random, and their time scaled to 1,000;');
    expect(report.figures['mlflowSeconds']?.label).toMatch(/scaled$/);
    const all = { ...mlflow, sampleRuns: 1000, sampleSeconds: 60 };
    const whole = ingestReport({ ...benchmark, mlflow: all, analyzed: all }, someCircumstances);
    expect(whole.method).not.toContain('at random');
    expect(whole.figures['mlflowSeconds']).toMatchObject({ value: 64, n: 1000 });
  });
});
