/**
 * Quantile by linear interpolation, as numpy's default: Hyndman and Fan 1996, type 7.
 *
 * @param sorted ascending, not empty
 * @param share from 0 to 1
 */
export function quantile(sorted: Float64Array, share: number): number {
  const last = sorted.length - 1;
  const place = share * last;
  const below = Math.min(Math.floor(place), last);
  const [low, high] = [sorted[below] as number, sorted[Math.min(below + 1, last)] as number];
  const rise = high - low;
  const part = place - below;
  // From the nearer end, as numpy's lerp, so that equal values stay what they are.
  return part >= 0.5 ? high - rise * (1 - part) : low + rise * part;
}
