import { requireShare, type Share } from '../significance/share.ts';
import { wilsonInterval } from '../wilson-interval.ts';
import type { Interval } from './interval.ts';

/**
 * Interval of the difference of two proportions, first minus second, from the Wilson interval of each: method 10 of Newcombe
 * 1998, "Interval estimation for the difference between independent proportions". statsmodels'
 * `confint_proportions_2indep(method='newcomb')`.
 *
 * @throws RangeError for no trials or successes that are no part of them
 */
export function newcombeInterval(one: Share, other: Share, level = 0.95): Interval {
  const [a, b] = [requireShare(one), requireShare(other)];
  const ofOne = wilsonInterval(one.successes, one.trials, level);
  const ofOther = wilsonInterval(other.successes, other.trials, level);
  return {
    lower: a - b - Math.hypot(a - ofOne.lower, ofOther.upper - b),
    upper: a - b + Math.hypot(ofOne.upper - a, b - ofOther.lower),
  };
}
