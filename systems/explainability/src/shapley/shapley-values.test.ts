import { expect, test } from 'vitest';
import type { Attribution } from '../attribution.ts';
import { singleColumns, type ModelFunction } from '../model-function.ts';
import { shapleyValues } from './shapley-values.ts';

const product: ModelFunction = ({ values, rows, columns }) =>
  Float64Array.from({ length: rows }, (_, at) => {
    const row = values.subarray(at * columns, (at + 1) * columns);
    return Math.tanh(row.reduce((sum, value, column) => sum + value * Math.cos(column), 0));
  });

function ask(columns: number, options: Parameters<typeof shapleyValues>[4] = {}): Promise<Attribution> {
  const background = {
    values: Float64Array.from({ length: columns * 2 }, (_, at) => Math.sin(at)),
    rows: 2,
    columns,
  };
  return shapleyValues(
    product,
    new Float64Array(columns).fill(2),
    background,
    singleColumns(columns),
    options,
  );
}

test('up to 12 groups are enumerated, more are estimated', async () => {
  expect(await ask(12)).toMatchObject({ method: 'enumeration', standardErrors: null });
  expect(await ask(13)).toMatchObject({ method: 'kernel' });
});

test('few groups are estimated too where enumeration would ask too much', async () => {
  const exact = await ask(11);
  const estimate = await ask(11, { enumeratedRows: 4000, coalitions: 1000 });
  expect(exact.method).toBe('enumeration');
  expect(estimate.method).toBe('kernel');
  expect(estimate.evaluations).toBeLessThanOrEqual(2003);
  estimate.values.forEach((value, at) => {
    const error = Math.max(1e-6, (estimate.standardErrors as Float64Array)[at] as number);
    expect(Math.abs(value - (exact.values[at] as number))).toBeLessThan(4 * error);
  });
});

test('estimates and progress are told on the way', async () => {
  const estimates: Attribution[] = [];
  const shares: number[] = [];
  const found = await ask(20, {
    targetError: 0,
    onEstimate: (estimate) => void estimates.push(estimate),
    progress: (share) => void shares.push(share),
  });
  expect(estimates.length).toBeGreaterThan(3);
  expect(estimates.at(-1)).toBe(found);
  expect(shares).toEqual([...shares].sort((one, other) => one - other));
  expect(shares.at(-1)).toBe(1);
  const exact: number[] = [];
  await ask(10, { progress: (share) => void exact.push(share) });
  expect(exact.at(-1)).toBe(1);
});

test('an aborted signal rejects with its reason', async () => {
  const controller = new AbortController();
  const work = ask(20, {
    targetError: 0,
    signal: controller.signal,
    onEstimate: () => controller.abort(new Error('stopped')),
  });
  await expect(work).rejects.toThrow('stopped');
});
