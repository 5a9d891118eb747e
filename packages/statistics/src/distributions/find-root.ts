/** The exponential of anything beyond is no double. */
const farthest = 745;

/**
 * Where an increasing function is 0: Newton's steps, halved intervals where they lead out of what is known.
 *
 * @param of value and slope at a place; a slope that is no number is not used
 * @param start where to look first
 * @returns the root, or the end from −745 to 745 that it lies beyond
 */
export function findRoot(of: (u: number) => { value: number; slope: number }, start: number): number {
  let u = start;
  let found = of(u);
  let [low, high] = [-farthest, farthest];
  let step = 1;
  for (let limits = 0; limits < 100; limits++) {
    if (found.value === 0) return u;
    if (found.value < 0) low = u;
    else high = u;
    const isBracketed = low > -farthest && high < farthest;
    let next = u - found.value / found.slope;
    if (!isBracketed) {
      // Newton's step may be anything as long as no other side is known: it is held to twice the last.
      const most = found.value < 0 ? Math.min(u + step, farthest) : Math.max(u - step, -farthest);
      if (most === u) return u;
      if (!(Math.abs(next - u) < Math.abs(most - u))) next = most;
      step *= 2;
    } else if (!(next > low && next < high)) next = (low + high) / 2;
    if (Math.abs(next - u) <= Number.EPSILON * Math.abs(u) || next === low || next === high) return next;
    u = next;
    found = of(u);
  }
  return u;
}
