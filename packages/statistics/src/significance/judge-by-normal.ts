import { normalDistribution } from '../distributions/normal-distribution.ts';
import type { Alternative } from './alternative.ts';

const standard = normalDistribution();

/**
 * p-value of a sum of ranks that is about normal.
 *
 * @param away its distance from its mean
 * @param continuity how far it is moved towards the mean: half a step of what is whole
 * @returns 1 where all is tied, so that nothing varies
 */
export function judgeByNormal(
  away: number,
  variance: number,
  alternative: Alternative,
  continuity: number,
): number {
  if (!(variance > 0)) return 1;
  const deviation = Math.sqrt(variance);
  if (alternative === 'less') return standard.cdf((away + continuity) / deviation);
  if (alternative === 'greater') return standard.survival((away - continuity) / deviation);
  return Math.min(1, 2 * standard.survival((Math.abs(away) - continuity) / deviation));
}
