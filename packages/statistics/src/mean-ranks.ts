/** Ranks from 1, equal values share their mean; NaN has none. As `scipy.stats.rankdata`, omitting NaN. */
export function meanRanks(values: ArrayLike<number>): Float64Array {
  const order = Int32Array.from({ length: values.length }, (_, at) => at)
    .filter((at) => !Number.isNaN(values[at]))
    .sort((one, other) => (values[one] as number) - (values[other] as number));
  const ranks = new Float64Array(values.length).fill(Number.NaN);
  for (let from = 0; from < order.length;) {
    const value = values[order[from] as number];
    let to = from + 1;
    while (to < order.length && values[order[to] as number] === value) to++;
    for (let at = from; at < to; at++) ranks[order[at] as number] = (from + 1 + to) / 2;
    from = to;
  }
  return ranks;
}
