import type { Confusion } from './group-counts.ts';
import { rateValue, type RateName } from './rates.ts';

/**
 * Difference of the selection rates, unprivileged − privileged: negative when the unprivileged group is selected less
 * often. AIF360's `statistical_parity_difference`.
 *
 * @returns from −1 to 1; `null` when a group has no rows
 */
export function statisticalParityDifference(unprivileged: Confusion, privileged: Confusion): number | null {
  return known(difference(unprivileged, privileged, 'selectionRate'));
}

/**
 * Ratio of the selection rates, unprivileged / privileged: below 1 when the unprivileged group is selected less often.
 * AIF360's `disparate_impact_ratio`.
 *
 * @returns 0 or more; `null` when nobody of the privileged group is selected, where AIF360 says 0, or a group has no rows
 */
export function disparateImpact(unprivileged: Confusion, privileged: Confusion): number | null {
  const ratio = rateValue(unprivileged, 'selectionRate') / rateValue(privileged, 'selectionRate');
  return Number.isFinite(ratio) ? ratio : null;
}

/**
 * Difference of the true positive rates, unprivileged − privileged: negative when the unprivileged group's positives are
 * found less often. AIF360's `equal_opportunity_difference`.
 *
 * @returns from −1 to 1; `null` when a group has no positives
 */
export function signedOpportunityDifference(unprivileged: Confusion, privileged: Confusion): number | null {
  return known(difference(unprivileged, privileged, 'truePositiveRate'));
}

/**
 * Mean of the differences of the false and of the true positive rates, unprivileged − privileged: negative when the
 * unprivileged group is selected less often than its like. AIF360's `average_odds_difference`.
 *
 * @returns from −1 to 1; `null` when a group has no positives or no negatives
 */
export function averageOddsDifference(unprivileged: Confusion, privileged: Confusion): number | null {
  const [fpr, tpr] = (['falsePositiveRate', 'truePositiveRate'] as const).map((rate) =>
    difference(unprivileged, privileged, rate),
  ) as [number, number];
  return known((fpr + tpr) / 2);
}

function difference(one: Confusion, other: Confusion, rate: RateName): number {
  return rateValue(one, rate) - rateValue(other, rate);
}

const known = (value: number): number | null => (Number.isNaN(value) ? null : value);
