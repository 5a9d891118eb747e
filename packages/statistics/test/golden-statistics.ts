import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What NumPy and SciPy say; written by `interop/make_golden.py`. */
export const golden = JSON.parse(
  readFileSync(join(import.meta.dirname, 'fixtures/statistics.json'), 'utf8'),
) as {
  quantiles: { values: number[]; q: number; expected: number }[];
  wilson: { successes: number; trials: number; expected: [number, number] }[];
  draws: { seed: number; n: number; shares: number[]; expected: number[][] }[];
};

/** How far a few operations in double precision may differ. */
export const exact = 1e-12;
