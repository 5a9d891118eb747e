import type { Explanation, ModelManifest } from '@modelfolio/schemas';

/**
 * The one number of a model that is explained: the probability of the positive class of two, of the most frequent of more
 * (the first of equally frequent ones), or the first target.
 *
 * @param actual class of each row; not read for regressors
 */
export function explainedOutput(
  { task, classes, positive, targets }: ModelManifest['output'],
  actual: Float64Array,
): Explanation['output'] {
  if (task === 'regression') {
    const [target] = targets ?? [];
    return { kind: 'target', name: target?.name ?? 'value', place: 0, unit: target?.unit ?? null };
  }
  const names = classes ?? [];
  const place = task === 'binary-classification' ? (positive ?? 1) : mostFrequent(actual, names.length);
  return { kind: 'class', name: names[place] ?? String(place), place, unit: null };
}

function mostFrequent(labels: Float64Array, classes: number): number {
  const counts = new Float64Array(classes);
  for (const label of labels) counts[label] = (counts[label] ?? 0) + 1;
  return counts.indexOf(Math.max(...counts));
}
