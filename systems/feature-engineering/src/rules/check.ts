import { z } from 'zod';

export const severity = z.enum(['error', 'warning']);
export type Severity = z.infer<typeof severity>;

/** What every check may say of itself. */
export const aboutRule = {
  /** A broken warning is reported and leaves the data valid. */
  severity: severity.default('error'),
  /** In the place of its kind, where failures are told. */
  name: z.string().min(1).optional(),
  /** Why the rule is there, for people. */
  description: z.string().min(1).optional(),
};
const value = z.union([z.number(), z.string()]);
const share = z.number().min(0).max(1);

/**
 * One check of a column. The names and meanings are pandera's; checks of rows pass over nulls, as pandera does. Text is
 * compared and counted by code points, as Python has it. Patterns are JavaScript's with the flag `u`.
 */
export const check = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['ge', 'gt', 'le', 'lt', 'eq', 'ne']), value, ...aboutRule }),
  z.strictObject({
    kind: z.literal('in_range'),
    min: value,
    max: value,
    includeMin: z.boolean().default(true),
    includeMax: z.boolean().default(true),
    ...aboutRule,
  }),
  z.strictObject({ kind: z.enum(['isin', 'notin']), values: z.array(value).min(1), ...aboutRule }),
  /** `str_matches` has to match from the first character, `str_contains` anywhere. */
  z.strictObject({ kind: z.enum(['str_matches', 'str_contains']), pattern: z.string(), ...aboutRule }),
  z.strictObject({ kind: z.enum(['str_startswith', 'str_endswith']), text: z.string(), ...aboutRule }),
  z.strictObject({
    kind: z.literal('str_length'),
    min: z.int().min(0).optional(),
    max: z.int().min(0).optional(),
    ...aboutRule,
  }),
  /** Of all rows. */
  z.strictObject({ kind: z.literal('max_missing_share'), max: share, ...aboutRule }),
  /** `std` divides by one less than the number of values, as pandas. */
  z.strictObject({
    kind: z.enum(['mean_between', 'std_between']),
    min: z.number().optional(),
    max: z.number().optional(),
    ...aboutRule,
  }),
  /** By linear interpolation, as numpy. */
  z.strictObject({
    kind: z.literal('quantile_between'),
    q: share,
    min: z.number().optional(),
    max: z.number().optional(),
    ...aboutRule,
  }),
  /** Share, among the values that are there, of those outside the list. */
  z.strictObject({
    kind: z.literal('max_unseen_share'),
    values: z.array(value).min(1),
    max: share,
    ...aboutRule,
  }),
  /** Share, among the values that are there, of one. */
  z.strictObject({
    kind: z.literal('category_share_between'),
    category: value,
    min: share.optional(),
    max: share.optional(),
    ...aboutRule,
  }),
]);
export type Check = z.infer<typeof check>;
export type CheckInput = z.input<typeof check>;
export type CheckOf<Kind extends Check['kind']> = Extract<Check, { kind: Kind }>;

/** Checks of the column as a whole: they need its values together. */
const measures = [
  'max_missing_share',
  'mean_between',
  'std_between',
  'quantile_between',
  'max_unseen_share',
  'category_share_between',
] as const;
export type MeasureCheck = CheckOf<(typeof measures)[number]>;
export type RowCheck = Exclude<Check, MeasureCheck>;

export const isMeasure = (one: Check): one is MeasureCheck =>
  (measures as readonly string[]).includes(one.kind);
