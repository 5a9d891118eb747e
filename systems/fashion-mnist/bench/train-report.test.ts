import { someCircumstances } from '@modelfolio/measuring/testing/circumstances';
import { expect, it } from 'vitest';
import { trainReport } from './train-report.ts';

const speed = (samplesPerSecond: number): { samplesPerSecond: number; stepMilliseconds: number[] } => ({
  samplesPerSecond,
  stepMilliseconds: [1, 2, 3],
});
const surroundings = {
  batchSizes: { wasm: 32, cpu: 4, tensorflow: 32 },
  network: 'dense 10',
};

it('states the ratio of what it lists, and backends that were not there are not in it', () => {
  const { figures, tables } = trainReport(
    { ...surroundings, speeds: { wasm: speed(120), cpu: speed(4) } },
    someCircumstances,
  );
  expect(figures['speedup']?.value).toBe(30);
  expect(Object.keys(figures)).toEqual(['speedup', 'wasmSamplesPerSecond', 'cpuSamplesPerSecond']);
  expect(tables[0]?.rows.map(([, rate]) => rate)).toEqual([120, 4]);
});

it('lists the native backend where it was measured', () => {
  const speeds = { wasm: speed(120), cpu: speed(4), tensorflow: speed(400) };
  const { figures, charts } = trainReport({ ...surroundings, speeds }, someCircumstances);
  expect(figures['tensorflowSamplesPerSecond']?.value).toBe(400);
  expect(charts[0]?.series[0]?.points).toHaveLength(3);
});
