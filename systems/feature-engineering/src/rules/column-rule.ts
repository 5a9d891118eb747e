import { z } from 'zod';
import { check } from './check.ts';

/** What the values of a column must be like. */
export const columnRule = z.strictObject({
  /** `integer` is a column of numbers that are all whole. */
  type: z.enum(['number', 'integer', 'text']),
  /** A column that is not required may be missing; its other rules are then left out. */
  required: z.boolean().default(true),
  nullable: z.boolean().default(false),
  /** No value twice. Two nulls are the same value, as in pandas. */
  unique: z.boolean().default(false),
  checks: z.array(check).default([]),
});
export type ColumnRule = z.infer<typeof columnRule>;
export type ColumnRuleInput = z.input<typeof columnRule>;
