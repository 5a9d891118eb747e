/** Longer ranges are summed in halves. */
const blockLength = 128;

/**
 * Sum in numpy's order: eight sums side by side, of ranges that are halved. For where a last bit decides about a tie that
 * numpy has decided.
 */
export function pairwiseSum(values: Float64Array, from = 0, to = values.length): number {
  const count = to - from;
  if (count > blockLength) {
    const half = (count >> 1) - ((count >> 1) % 8);
    return pairwiseSum(values, from, from + half) + pairwiseSum(values, from + half, to);
  }
  const whole = count < 8 ? from : to - (count % 8);
  let sum = 0;
  if (count >= 8) {
    const sums = values.slice(from, from + 8);
    for (let at = from + 8; at < whole; at += 8)
      for (let lane = 0; lane < 8; lane++)
        sums[lane] = (sums[lane] as number) + (values[at + lane] as number);
    const [a, b, c, d, e, f, g, h] = sums as unknown as [
      number,
      number,
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    sum = a + b + (c + d) + (e + f + (g + h));
  }
  for (let at = whole; at < to; at++) sum += values[at] as number;
  return sum;
}
