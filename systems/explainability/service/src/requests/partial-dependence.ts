import { z } from 'zod';
import type { Limits } from '../limits.ts';
import { modelIdentity } from './model-answers.ts';
import { cells } from './row.ts';

export const dependenceRequest = ({ backgroundRows }: Pick<Limits, 'backgroundRows'>) =>
  z
    .strictObject({
      columns: z
        .array(z.string().min(1).max(200))
        .min(1)
        .max(50)
        .meta({ description: 'One column, or several that belong together, such as one-hot ones.' }),
      output: z
        .string()
        .max(200)
        .optional()
        .meta({ description: 'Class or target. To be named where there are more than two classes.' }),
      resolution: z.int().min(2).max(200).default(30).meta({ description: 'Points of a number at most.' }),
      background: z
        .int()
        .min(1)
        .max(backgroundRows)
        .default(Math.min(100, backgroundRows))
        .meta({ description: 'Rows that are averaged over, drawn by the seed.' }),
      curves: z
        .int()
        .min(0)
        .max(backgroundRows)
        .default(0)
        .meta({ description: 'Rows whose own curves (ICE) are wanted.' }),
      seed: z.int().min(0).max(0xffff_ffff).default(0),
    })
    .meta({ id: 'PartialDependenceRequest' });

export const dependenceAnswer = z
  .strictObject({
    model: modelIdentity,
    output: z.string(),
    background: z.int(),
    seed: z.int(),
    points: z.array(
      z.strictObject({
        at: cells,
        average: z.number(),
        rows: z.int().meta({ description: 'Background rows near the point.' }),
        isSparse: z.boolean().meta({ description: 'Too few rows lie near it to believe the curve there.' }),
      }),
    ),
    curves: z.array(z.array(z.number())).meta({ description: 'A prediction at each point, a row each.' }),
  })
  .meta({ id: 'PartialDependenceAnswer' });
export type DependenceAnswer = z.infer<typeof dependenceAnswer>;
export type DependenceAsked = z.output<ReturnType<typeof dependenceRequest>>;
