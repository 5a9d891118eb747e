/**
 * One-cycle learning rate (Smith 2018, arXiv:1803.09820): linear rise to `peak` over the first `warmUp`
 * share of the steps, then half a cosine down to nearly nothing.
 *
 * @param step from 0 to `steps - 1`
 */
export function oneCycle(step: number, steps: number, peak: number, warmUp: number): number {
  const rise = Math.max(1, Math.round(steps * warmUp));
  if (step < rise) return (peak * (step + 1)) / rise;
  const progress = (step - rise) / Math.max(1, steps - rise);
  return peak * (0.5 + 0.5 * Math.cos(Math.PI * progress));
}
