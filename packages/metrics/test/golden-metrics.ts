import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const numbers = z.array(z.number());
const range = z.tuple([z.number(), z.number()]);

const schema = z.object({
  cases: z.array(
    z.object({
      name: z.string(),
      classes: z.number(),
      actual: numbers,
      predicted: numbers,
      probabilities: numbers,
      expected: z.object({
        accuracy: z.number(),
        macroPrecision: z.number(),
        macroRecall: z.number(),
        macroF1: z.number(),
        logLoss: z.number(),
        brier: z.number(),
        ece: z.number(),
        precision: numbers,
        recall: numbers,
        f1: numbers,
        support: numbers,
        confusionMatrix: z.array(numbers),
        bins: z.array(
          z.object({
            n: z.number(),
            meanConfidence: z.number().nullable(),
            accuracy: z.number().nullable(),
            interval: range.nullable(),
          }),
        ),
      }),
      bootstrap: z.object({
        replicates: z.number(),
        seed: z.number(),
        level: z.number(),
        intervals: z.record(z.enum(['accuracy', 'macroF1', 'logLoss', 'brier', 'ece']), range),
      }),
    }),
  ),
});

/** What scikit-learn and NumPy say; written by `interop/make_golden.py`. */
export const golden = schema.parse(
  JSON.parse(readFileSync(join(import.meta.dirname, 'fixtures/metrics.json'), 'utf8')),
);

/** How far sums of doubles in another order may differ. */
export const tolerance = 1e-9;
/** How far a quotient of counts may differ. */
export const exact = 1e-12;
