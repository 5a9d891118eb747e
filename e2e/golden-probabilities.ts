import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { readCsvLines } from './csv-lines.ts';

type Golden = Record<string, Record<string, { classes: string[]; probabilities: number[][] }>>;

/** Compares a downloaded file of predictions with what scikit-learn's random forest says of the same penguins. */
export function expectGoldenProbabilities(csv: string): void {
  const golden = JSON.parse(
    readFileSync(join(import.meta.dirname, 'golden/predictions.json'), 'utf8'),
  ) as Golden;
  const { classes = [], probabilities = [] } = golden['palmer-penguins']?.['random-forest'] ?? {};
  const lines = readCsvLines(csv);
  expect(lines).toHaveLength(probabilities.length);
  expect(probabilities.length).toBeGreaterThan(100);
  for (const [row, expected] of probabilities.entries())
    for (const [index, name] of classes.entries()) {
      const found = Object.entries(lines[row] ?? {}).find(
        ([column]) => column.includes(name) && column.startsWith('probability'),
      );
      // ONNX computes in float32, scikit-learn's forest in float64.
      expect(Math.abs(Number(found?.[1]) - (expected[index] ?? Number.NaN))).toBeLessThan(1e-5);
    }
}
