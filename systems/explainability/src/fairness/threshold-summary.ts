import type { Confusion, GroupCounts } from './group-counts.ts';
import {
  constrainedRates,
  type Constraint,
  type Costs,
  type ThresholdChoice,
  type UndefinedRate,
} from './threshold-choice.ts';
import {
  cheapestPerGroup,
  cheapestThreshold,
  costByTolerance,
  thresholdSweep,
  type CostPoint,
} from './threshold-sweep.ts';

/** A choice in plain data. */
export interface ChoiceSummary {
  /** For each group; `null` where nobody is predicted positive. */
  readonly thresholds: readonly (number | null)[];
  readonly confusions: readonly Confusion[];
  readonly cost: number;
}

export interface ThresholdSummary {
  readonly costs: Costs;
  /** How far rates of groups may differ under a constraint. */
  readonly tolerance: number;
  /** One threshold for all. */
  readonly single: ChoiceSummary;
  /** A threshold for each group, without a constraint. */
  readonly perGroup: ChoiceSummary;
  readonly constraints: Record<
    Constraint,
    {
      /** `null` when nothing keeps to the constraint. */
      readonly choice: (ChoiceSummary & { readonly violation: number }) | null;
      readonly undefinedFor: readonly UndefinedRate[];
      /** Least cost by tolerance. */
      readonly curve: readonly CostPoint[];
    }
  >;
}

/** The cheapest thresholds, without and under every constraint. */
export function summariseThresholds(counts: GroupCounts, costs: Costs, tolerance: number): ThresholdSummary {
  const constraints = (Object.keys(constrainedRates) as Constraint[]).map((constraint) => {
    const sweep = thresholdSweep(counts, constraint);
    const choice = sweep.cheapest(costs, tolerance);
    const found = {
      choice: choice && { ...plain(choice), violation: choice.violation },
      undefinedFor: sweep.undefinedFor,
      curve: costByTolerance(counts, sweep, costs),
    };
    return [constraint, found];
  });
  return {
    costs,
    tolerance,
    single: plain(cheapestThreshold(counts, costs)),
    perGroup: plain(cheapestPerGroup(counts, costs)),
    constraints: Object.fromEntries(constraints) as ThresholdSummary['constraints'],
  };
}

function plain({ thresholds, confusions, cost }: ThresholdChoice): ChoiceSummary {
  return {
    thresholds: Array.from(thresholds, (threshold) => (Number.isFinite(threshold) ? threshold : null)),
    confusions,
    cost,
  };
}
