import {
  calibrationBins,
  calibrationByGroup,
  cheapestPerGroup,
  cheapestThreshold,
  confusionAt,
  prepareGroups,
  thresholdSweep,
  type GroupCalibration,
  type GroupCounts,
  type ScoredRows,
  type ThresholdChoice,
} from '@modelfolio/explainability';
import type { GroupFairness, JudgedGroup, PriceOfFairness } from '@modelfolio/schemas';
import { shareOf } from './group-rates.ts';
import type { Grouping } from './groupings.ts';

/** A row is chosen from here on. */
export const threshold = 0.5;
/** A mistake is a mistake. */
const costs = { falsePositive: 1, falseNegative: 1 };
/** Rates of groups within two points are called alike. */
const tolerance = 0.02;

/** Scores of the positive class, and which rows are of it. */
export type Scores = Pick<ScoredRows, 'scores' | 'actual'>;

/** What must be counted over rows: all else that is said of groups follows from it. */
export type CountedFairness = Pick<GroupFairness, 'name' | 'columns' | 'threshold' | 'price'> & {
  groups: readonly Pick<JudgedGroup, 'name' | 'confusion' | 'calibration'>[];
  overall: Pick<JudgedGroup, 'calibration'>;
};

/** How a classifier treats the groups of a column, by its scores. */
export function judgeGroups(
  { name, columns, groupNames, groups }: Grouping,
  scores: Scores,
): CountedFairness {
  const rows: ScoredRows = { ...scores, groups, groupNames };
  const counts = prepareGroups(rows);
  const confusions = confusionAt(counts, threshold);
  const bins = calibrationBins;
  const calibrations = calibrationByGroup(rows, { bins });
  const everybody = { ...scores, groups: new Uint16Array(groups.length), groupNames: ['all'] };
  const all = calibrationByGroup(everybody, { bins });
  return {
    name,
    columns: [...columns],
    threshold,
    groups: confusions.map((confusion, at) => ({
      name: groupNames[at] ?? '',
      confusion,
      calibration: calibrationOf(calibrations[at]),
    })),
    overall: { calibration: calibrationOf(all[0]) },
    price: priceOf(counts),
  };
}

function calibrationOf(found: GroupCalibration | undefined): JudgedGroup['calibration'] {
  const { bins = [], ece = null, brier = null } = found ?? {};
  return {
    bins: bins.map(({ n, meanScore, positiveRate }) => ({
      meanScore,
      positiveRate: shareOf(Math.round(positiveRate * n), n),
    })),
    ece,
    brier,
  };
}

function priceOf(counts: GroupCounts): PriceOfFairness {
  const constrained = (
    constraint: 'equalOpportunity' | 'demographicParity',
  ): PriceOfFairness['equalOpportunity'] => {
    const sweep = thresholdSweep(counts, constraint);
    const choice = sweep.cheapest(costs, tolerance);
    return (
      choice && {
        ...plainChoice(choice),
        violation: choice.violation,
        undefinedFor: sweep.undefinedFor.map(({ group }) => group),
      }
    );
  };
  return {
    costs,
    tolerance,
    single: plainChoice(cheapestThreshold(counts, costs)),
    free: plainChoice(cheapestPerGroup(counts, costs)),
    equalOpportunity: constrained('equalOpportunity'),
    demographicParity: constrained('demographicParity'),
  };
}

function plainChoice({ thresholds, cost }: ThresholdChoice): PriceOfFairness['free'] {
  return {
    thresholds: Array.from(thresholds, (one) => (Number.isFinite(one) ? one : null)),
    cost,
  };
}
