export type { Attribution, AttributionMethod, ScaleUnit } from './attribution.ts';
export { ExplainabilityError, type ExplainabilityErrorCode } from './explainability-error.ts';
export { featureGroups, type FeatureGroup } from './feature-groups.ts';
export { joinColumns } from './joined-columns.ts';
export { matrixOf, rowOf, type Matrix } from './matrix.ts';
export { singleColumns, type Groups, type ModelFunction, type Work } from './model-function.ts';
export { openModelParts, partsTolerance, type ModelParts, type OpenGraph } from './model-parts.ts';
export { rowExplainer, type RowExplainer } from './row-explainer.ts';
export { decodeCells, tableCode, type CodedColumn, type TableCode } from './table-code.ts';
export { outputOf, slice, tableModel, type TableModel } from './table-model.ts';

export { shapleyValues, type ShapleyOptions } from './shapley/shapley-values.ts';

export { limeSpread } from './lime/lime-spread.ts';
export { limeStatistics, type LimeStatistics } from './lime/lime-statistics.ts';

export { correlatedGroups } from './global/correlated-groups.ts';
export { countNear, densityOf, nearestPoints } from './global/grid-density.ts';
export { gridOf, type Grid } from './global/grid.ts';
export { interactionStrength } from './global/interaction-strength.ts';
export { partialDependence } from './global/partial-dependence.ts';
export { permutationImportance } from './global/permutation-importance.ts';
export { sampleRows, takeRows } from './global/sample-rows.ts';
export { shapSummary } from './global/shap-summary.ts';
export { beeswarm } from './global/beeswarm.ts';
export { twoWayPartialDependence } from './global/two-way-partial-dependence.ts';

export type { Constraint } from './counterfactual/constraints.ts';
export type { Counterfactual } from './counterfactual/search-counterfactual.ts';
export { counterfactuals } from './counterfactual/counterfactuals.ts';
export { counterfactualSpace } from './counterfactual/counterfactual-space.ts';

export { bootstrapIntervals, type FairnessIntervals, type Interval } from './fairness/bootstrap-intervals.ts';
export {
  calibrationByGroup,
  calibrationBins,
  type GroupCalibration,
} from './fairness/calibration-by-group.ts';
export {
  disparityInterval,
  disparityIntervals,
  type DisparityInterval,
} from './fairness/disparity-intervals.ts';
export {
  fairnessMetricNames,
  fairnessMetrics,
  type Disparity,
  type FairnessMetricName,
} from './fairness/fairness-metrics.ts';
export {
  confusionAt,
  prepareGroups,
  sumOf,
  type Confusion,
  type GroupCounts,
  type ScoredRows,
} from './fairness/group-counts.ts';
export {
  fewRows,
  intersectionalGroups,
  type IntersectionalGroups,
} from './fairness/intersectional-groups.ts';
export { rateNames, rateOf, rateValue, type Rate, type RateName } from './fairness/rates.ts';
export { largestDifference } from './fairness/disparity.ts';
export type { ThresholdChoice } from './fairness/threshold-choice.ts';
export {
  cheapestPerGroup,
  cheapestThreshold,
  costByTolerance,
  thresholdSweep,
} from './fairness/threshold-sweep.ts';
