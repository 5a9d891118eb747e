/** Σ one·other, as four sums side by side: the processor need not wait for one addition before the next. */
export function dot(one: Float64Array, other: Float64Array): number {
  let first = 0;
  let second = 0;
  let third = 0;
  let fourth = 0;
  let at = 0;
  for (; at + 3 < one.length; at += 4) {
    first += (one[at] as number) * (other[at] as number);
    second += (one[at + 1] as number) * (other[at + 1] as number);
    third += (one[at + 2] as number) * (other[at + 2] as number);
    fourth += (one[at + 3] as number) * (other[at + 3] as number);
  }
  for (; at < one.length; at++) first += (one[at] as number) * (other[at] as number);
  return first + second + (third + fourth);
}
