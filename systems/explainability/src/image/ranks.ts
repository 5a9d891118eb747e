/** Ranks from 1, the smallest first; equal values share the mean of their ranks, as scipy's `rankdata`. */
export function ranks(values: Float32Array): Float64Array {
  const order = Array.from(values.keys()).toSorted((a, b) => (values[a] as number) - (values[b] as number));
  const found = new Float64Array(values.length);
  for (let from = 0; from < order.length;) {
    let to = from;
    while (to < order.length && values[order[to] as number] === values[order[from] as number]) to++;
    for (let place = from; place < to; place++) found[order[place] as number] = (from + to + 1) / 2;
    from = to;
  }
  return found;
}
