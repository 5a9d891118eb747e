/** The functions of one number that transformations and expressions share, by numpy's names: each is pure. */
export const functions: Readonly<Record<string, (value: number) => number>> = {
  abs: Math.abs,
  /** Cube root. */
  cbrt: Math.cbrt,
  exp: Math.exp,
  /** e^x - 1, exact near 0. */
  expm1: Math.expm1,
  /** Natural logarithm; missing below 0. */
  log: Math.log,
  log10: Math.log10,
  /** log(1 + x), exact near 0. */
  log1p: Math.log1p,
  log2: Math.log2,
  negative: (value) => -value,
  /** 1/x. */
  reciprocal: (value) => 1 / value,
  /** -1, 0 or 1. */
  sign: Math.sign,
  sqrt: Math.sqrt,
  square: (value) => value * value,
};
