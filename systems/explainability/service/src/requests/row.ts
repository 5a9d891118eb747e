import { z } from 'zod';

/** A value of a row; `null` is a missing one. */
export const cell = z.union([z.string().max(10_000), z.number(), z.boolean(), z.null()]);

/** Values by the name of their column. */
export const cells = z.record(z.string(), cell).meta({
  id: 'Row',
  description: 'Values by the name of their column; `null` is a missing one.',
  examples: [{ age: 39, workclass: 'Private' }],
});
export type Cells = z.infer<typeof cells>;
