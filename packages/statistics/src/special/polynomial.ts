/** A polynomial by Horner's rule. @param factors from the constant up */
export function polynomial(factors: readonly number[], x: number): number {
  let sum = 0;
  for (let at = factors.length - 1; at >= 0; at--) sum = sum * x + (factors[at] as number);
  return sum;
}
