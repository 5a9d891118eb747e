/** The number of ways to choose `chosen` of `all`; exact below 2^53. */
export function binomialCoefficient(all: number, chosen: number): number {
  let ways = 1;
  for (let at = 1; at <= Math.min(chosen, all - chosen); at++)
    // Whole at every step while the product is below 2^53.
    ways = ways * (all - at + 1) < 2 ** 53 ? (ways * (all - at + 1)) / at : (ways / at) * (all - at + 1);
  return chosen < 0 || chosen > all ? 0 : ways;
}
