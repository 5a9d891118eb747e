import { z } from 'zod';
import { figure } from './figure.ts';

/** What a model must reach to be accepted: one number and its bound. In `card.yaml`. */
export const criterion = z
  .strictObject({
    /** Name of a figure of the card, e.g. `accuracy` or `equalOpportunityDifference`; with `slice` or `class`, of a metric of it. */
    metric: z.string().min(1),
    /** The number must not be lower. A share is a share: `0.9`, not per cent; a difference of shares too. */
    atLeast: z.number().optional(),
    /** The number must not be higher. */
    atMost: z.number().optional(),
    /** What must keep to the bound: the `estimate`, or the worse end of its `interval`. */
    by: z.enum(['estimate', 'interval']).default('estimate'),
    /** Name of a slice, e.g. `sex = Female`, or of a sliced column: then each of its slices must keep to it. */
    slice: z.string().min(1).optional(),
    /** Name of a class: then the metric is `precision`, `recall` or `f1` of it. */
    class: z.string().min(1).optional(),
    /** Why the model is published though it fails, in a sentence. Without it a failed criterion fails the check. */
    waiver: z.string().min(1).optional(),
  })
  .refine(({ atLeast, atMost }) => (atLeast === undefined) !== (atMost === undefined), {
    error: 'give one of atLeast and atMost',
  })
  .refine((said) => said.slice === undefined || said.class === undefined, {
    error: 'give slice or class, not both',
  });
export type Criterion = z.infer<typeof criterion>;

/** A criterion held against the records, as the card shows it. */
export const judgedCriterion = z.strictObject({
  bound: z.strictObject({ side: z.enum(['at-least', 'at-most']), value: z.number() }),
  by: z.enum(['estimate', 'interval']),
  /** What the number is of: a slice, a class; `null` for all rows. */
  of: z.string().nullable(),
  /** The number, with its interval, n and source. */
  figure,
  /** `undecided`: the number is undefined, or the interval that was asked for is. */
  verdict: z.enum(['passed', 'failed', 'undecided']),
  waiver: z.string().nullable(),
});
export type JudgedCriterion = z.infer<typeof judgedCriterion>;
