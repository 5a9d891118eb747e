import { sha256, slug } from '@modelfolio/schemas';
import { z } from 'zod';
import { explainMethod } from '../requests/explain-method.ts';
import { cell, cells } from '../requests/row.ts';

/** A condition on a column: one of some values, or bounds (both included; `null` for none). */
const condition = z.union([
  z.strictObject({ column: z.string().min(1).max(200), values: z.array(cell).min(1).max(200) }),
  z.strictObject({
    column: z.string().min(1).max(200),
    least: z.number().nullable(),
    most: z.number().nullable(),
  }),
]);

/** From which score on a row counts as positive: for all rows, and for groups that have their own. */
const thresholds = z.strictObject({
  all: z.number(),
  /** Column whose values are the groups. */
  by: z.string().min(1).max(200).nullable().default(null),
  groups: z.record(z.string().max(200), z.number()).default({}),
});

/** A what-if analysis: all that it takes to show the same numbers again. */
export const scenario = z
  .strictObject({
    model: slug.meta({ description: 'Id of the model.' }),
    sha256: sha256.meta({ description: "SHA-256 of the model's file: other bytes give other numbers." }),
    title: z
      .string()
      .trim()
      .min(1)
      .max(200)
      .meta({ description: 'For people. Anybody who may read the scenario reads it.' }),
    row: cells.meta({ description: 'The row as it was, a value for each column.' }),
    edits: cells.default({}).meta({ description: 'The values that were changed, by column.' }),
    thresholds: thresholds.nullable().default(null),
    slice: z
      .array(condition)
      .max(20)
      .default([])
      .meta({ description: 'Rows that were looked at: all conditions hold.' }),
    method: explainMethod.default('auto'),
    output: z.string().min(1).max(200).nullable().default(null).meta({ description: 'Class or target.' }),
    seed: z.int().min(0).max(0xffff_ffff).default(0),
    listed: z
      .boolean()
      .default(false)
      .meta({ description: 'Whether it appears in lists; otherwise only who has its id finds it.' }),
  })
  .meta({ id: 'Scenario' });

export type Scenario = z.infer<typeof scenario>;
