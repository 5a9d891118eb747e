import type { Explanation, FeatureImportance, GroupErrors, GroupFairness } from '@modelfolio/schemas';
import { allRows, countedGroup, metricsOfGroups, smallBelow } from './group-rates.ts';
import type { CountedFairness } from './judge-groups.ts';
import { reviewQuestions } from './review-questions.ts';
import { rankCorrelation } from '@modelfolio/statistics/rank-correlation';

/** What takes a model and rows to know. A whole explanation is one too: it can be completed again. */
export type Measured = Omit<Explanation, 'importance' | 'fairness' | 'errors' | 'questions'> & {
  importance: {
    permutation: Explanation['importance']['permutation'];
    features: readonly Omit<FeatureImportance, 'share'>[];
  };
  fairness: readonly CountedFairness[];
  errors: readonly Omit<GroupErrors, 'inputs'>[];
};

/**
 * Adds all that follows from what was measured: order and shares of features, rates, differences and their intervals, the
 * questions with their answers. The same measurements give the same record, so `modelfolio check` can repeat it without the
 * model.
 */
export function completeExplanation(measured: Measured): Explanation {
  const features = completeFeatures(measured.importance.features);
  const base = {
    ...measured,
    importance: {
      permutation: measured.importance.permutation,
      features,
      rankAgreement: rankCorrelation(
        features.map(({ meanAbsolute }) => Number(meanAbsolute.value)),
        features.map(({ permutation }) => permutation.mean),
      ),
    },
    fairness: measured.fairness.map((counted) => completeFairness(counted, features, measured.bootstrap)),
    errors: measured.errors.map((errors) => ({ ...errors, inputs: inputsOf(errors.columns, features) })),
  };
  const { runtime, explanationVersion, command, ...numbers } = base;
  return { ...numbers, questions: reviewQuestions(base), explanationVersion, runtime, command };
}

/** Most important first; equal ones by their permutation importance, then in their own order. */
function completeFeatures(features: Measured['importance']['features']): FeatureImportance[] {
  const size = ({ meanAbsolute }: Pick<FeatureImportance, 'meanAbsolute'>): number =>
    Number(meanAbsolute.value);
  const total = features.reduce((sum, feature) => sum + size(feature), 0);
  return features
    .toSorted((one, other) => size(other) - size(one) || other.permutation.mean - one.permutation.mean)
    .map(({ name, columns, meanAbsolute, permutation }) => ({
      name,
      columns,
      meanAbsolute,
      share: total > 0 ? Number(meanAbsolute.value) / total : null,
      permutation,
    }));
}

function completeFairness(
  { name, columns, threshold, groups, overall, price }: CountedFairness,
  features: readonly FeatureImportance[],
  bootstrap: Explanation['bootstrap'],
): GroupFairness {
  const judged = groups.map(({ name: group, confusion, calibration }) => ({
    ...countedGroup(group, confusion),
    calibration,
  }));
  return {
    name,
    columns,
    inputs: inputsOf(columns, features),
    smallBelow,
    threshold,
    groups: judged,
    overall: { ...allRows(judged), calibration: overall.calibration },
    metrics: metricsOfGroups(judged, bootstrap),
    price,
  };
}

function inputsOf(
  columns: readonly string[],
  features: readonly FeatureImportance[],
): GroupFairness['inputs'] {
  return columns.flatMap((column) => {
    const at = features.findIndex((feature) => feature.columns.includes(column));
    return at < 0 ? [] : [{ column, feature: features[at]?.name ?? column, rank: at + 1 }];
  });
}
