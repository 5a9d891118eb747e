import { z } from 'zod';
import { columnwise, type Transformer } from './transformer.ts';

/** The functions there are, each pure and of one number. */
export const functions: Readonly<Record<string, (value: number) => number>> = {
  abs: Math.abs,
  cbrt: Math.cbrt,
  exp: Math.exp,
  expm1: Math.expm1,
  log: Math.log,
  log10: Math.log10,
  log1p: Math.log1p,
  log2: Math.log2,
  negative: (value) => -value,
  reciprocal: (value) => 1 / value,
  sign: Math.sign,
  sqrt: Math.sqrt,
  square: (value) => value * value,
};
const params = z.strictObject({
  /** One of {@link functions}, by numpy's name. */
  func: z.enum(Object.keys(functions) as [string, ...string[]]),
});
const state = z.strictObject({});

/** A function of each number: there is nothing to learn. */
export const functionTransformer: Transformer<z.infer<typeof params>, z.infer<typeof state>> = {
  kind: 'FunctionTransformer',
  input: 'number',
  params,
  state,
  fit: () => ({}),
  compile: (_, { func }, columns) => columnwise(columns, () => functions[func] as (value: number) => number),
};
