import { someCircumstances } from '@modelfolio/measuring/testing/circumstances';
import { expect, it } from 'vitest';
import { weightReport } from './weight-report.ts';

const transfer = (bytes: number) => ({ path: `/${bytes}`, bytes, encoding: 'gzip' });

it('compares with what MLflow would send compressed, and names the largest files', () => {
  const report = weightReport(
    {
      card: [transfer(30_000), transfer(10_000)],
      evidently: { version: '0.7.0', transfers: [transfer(1_000_000)] },
      mlflow: {
        version: '3.0.0',
        transfers: Array.from({ length: 12 }, (_, index) => transfer(index * 1000)),
        compressedBytes: 20_000,
      },
    },
    someCircumstances,
  );
  expect(report.figures['evidentlyRatio']?.value).toBe(25);
  expect(report.figures['mlflowRatio']?.value).toBe(0.5);
  expect(report.figures['mlflowBytes']?.value).toBe(66_000);
  expect(report.tables[2]?.rows[0]).toEqual(['/11000', 11_000, 'gzip']);
  expect(report.tables[2]?.rows.at(-1)).toEqual(['4 others', 6000, '']);
});
