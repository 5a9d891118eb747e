import { betaDistribution } from '../distributions/beta-distribution.ts';
import { requireShare } from '../significance/share.ts';
import type { Interval } from './interval.ts';

/**
 * Exact interval of a share (Clopper and Pearson 1934): it covers at least as often as it says, and mostly more often, which
 * makes it wide.
 *
 * @throws RangeError for no trials or successes that are no part of them
 */
export function clopperPearsonInterval(successes: number, trials: number, level = 0.95): Interval {
  requireShare({ successes, trials });
  const tail = (1 - level) / 2;
  const failures = trials - successes;
  return {
    lower: successes === 0 ? 0 : betaDistribution(successes, failures + 1).quantile(tail),
    upper: failures === 0 ? 1 : betaDistribution(successes + 1, failures).inverseSurvival(tail),
  };
}
