import type { Explanation, FeatureImportance, ModelManifest } from '@modelfolio/schemas';
import type { Project } from '../effects.ts';
import { compareValues, type Difference } from '../evaluation/compare-evaluations.ts';
import { explainModel } from '../explanation/explain-model.ts';
import { toPointer } from '@modelfolio/project/json-pointer';

/** Numbers made of float32 outputs differ so far between machines, as a share of numbers beyond 1. */
const tolerance = 1e-6;
/** Questions to the model that shuffling may take: more would take longer than all else. */
const mostShuffled = 60_000;
/** Rows explained again where the model must be asked for each of them: a second or so a row. */
const askedRows = 8;
/** How many standard errors of a sample a mean may be away from it: one in a billion is, by chance. */
const errors = 6;

/**
 * Explains again, and tells where the record says something else. Everything is repeated, but for two things that take
 * long: where the model must be asked row by row, the first rows of the recorded sample stand for all of it, and the means
 * must lie within their errors; and columns of large sets are not shuffled again.
 *
 * @param recorded of this very model and these rows
 * @throws ModelfolioError as `explainModel`
 */
export async function repeatExplanation(
  project: Project,
  manifest: ModelManifest,
  recorded: Explanation,
): Promise<Difference[]> {
  const { attribution, importance } = recorded;
  const isAsked = attribution.method === 'kernel' && attribution.explained.rows > askedRows;
  const { rows, repeats } = importance.permutation;
  const shuffle = rows * repeats * importance.features.length <= mostShuffled;
  const found = await explainModel(
    project,
    manifest,
    {
      background: attribution.background.rows,
      rows: isAsked ? askedRows : attribution.explained.rows,
      seed: attribution.background.seed,
      shuffle,
    },
    {
      signal: project.effects.signal,
      progress: (doing, share) =>
        project.effects.progress(`${manifest.id}: ${doing} again, ${Math.round(100 * share)} %`),
    },
  );
  project.effects.progress(null);
  return [
    ...compareValues(facts(recorded, isAsked), facts(found, isAsked), () => tolerance),
    ...compareFeatures(recorded, found, { isAsked, shuffle }),
  ];
}

/** What is not about single features; questions and ranks follow from the numbers, which is checked elsewhere. */
function facts(
  { output, attribution, importance, fairness, errors: ofGroups, groupColumns }: Explanation,
  isAsked: boolean,
): object {
  const { explained, ...rest } = attribution;
  const unranked = (groups: readonly object[]): object[] =>
    groups.map((group) => ({ ...group, inputs: null }));
  return {
    groupColumns,
    output,
    attribution: isAsked ? { ...rest } : { ...rest, explained },
    importance: { permutation: importance.permutation },
    fairness: unranked(fairness),
    errors: unranked(ofGroups),
  };
}

interface Repeated {
  isAsked: boolean;
  shuffle: boolean;
}

/** Features by their columns: their order follows from their numbers. */
function compareFeatures(
  recorded: Explanation,
  found: Explanation,
  { isAsked, shuffle }: Repeated,
): Difference[] {
  const byColumns = new Map(found.importance.features.map((feature) => [keyOf(feature), feature]));
  return recorded.importance.features.flatMap((feature, at) => {
    const path = ['importance', 'features', String(at)];
    const again = byColumns.get(keyOf(feature));
    if (!again) return [{ pointer: toPointer(path), recorded: feature.name, found: undefined }];
    const means = isAsked
      ? compareSample(feature, again, [...path, 'meanAbsolute', 'value'])
      : compareValues(feature.meanAbsolute, again.meanAbsolute, () => tolerance, [...path, 'meanAbsolute']);
    return [
      ...(feature.name === again.name
        ? []
        : [{ pointer: toPointer([...path, 'name']), recorded: feature.name, found: again.name }]),
      ...means,
      ...(shuffle
        ? compareValues(feature.permutation, again.permutation, () => tolerance, [...path, 'permutation'])
        : []),
    ];
  });
}

const keyOf = ({ columns }: FeatureImportance): string => columns.join('\n');

/** A mean over many rows against that over a few of them: as near as its own spread allows. */
function compareSample(
  { meanAbsolute: all }: FeatureImportance,
  { meanAbsolute: few }: FeatureImportance,
  path: readonly string[],
): Difference[] {
  const spread = Math.max(spreadOf(all), spreadOf(few)) / Math.sqrt(few.n);
  const away = Math.abs(Number(all.value) - Number(few.value));
  return away <= errors * spread + tolerance
    ? []
    : [{ pointer: toPointer(path), recorded: all.value, found: few.value }];
}

/** Standard deviation of a row's value, from the 95 % interval of the mean. */
function spreadOf({ interval, n }: FeatureImportance['meanAbsolute']): number {
  if (interval === null) return 0;
  return ((Number(interval.upper) - Number(interval.lower)) / (2 * 1.96)) * Math.sqrt(n);
}
