import type { Explanation, ModelManifest } from '@modelfolio/schemas';
import { modelSha256 } from '../model/described-model.ts';
import { explanationVersion } from './explain-model.ts';
import { groupColumns } from './groupings.ts';

/**
 * Why an explanation is not of what a manifest describes, or `null` if it is: the model, the rows, the output, the features,
 * the groups and the definitions must all be the same.
 */
export function whyExplanationStale(recorded: Explanation, manifest: ModelManifest): string | null {
  const { evaluationSet, input, output } = manifest;
  if (recorded.modelSha256 !== modelSha256(manifest)) return 'it explained another model.onnx';
  if (recorded.dataset.digest !== evaluationSet?.digest) return 'it used other rows';
  if (recorded.dataset.name !== evaluationSet.name || recorded.dataset.split !== evaluationSet.split)
    return 'its rows had another name';
  if (input.kind !== 'tabular' || evaluationSet.format === 'idx-gz')
    return 'the model takes no table any more';
  const slices = groupColumns(evaluationSet.slices);
  if (recorded.groupColumns.join('\n') !== slices.join('\n')) return 'it compared other groups';
  if (!namesOutput(recorded, output)) return 'it explained another output';
  if (!namesFeatures(recorded, input)) return 'its features had other names or columns';
  return recorded.explanationVersion === explanationVersion ? null : 'it was defined otherwise';
}

function namesOutput(
  { output: { kind, name, place, unit } }: Explanation,
  { task, classes, positive, targets }: ModelManifest['output'],
): boolean {
  if (task === 'regression')
    return kind === 'target' && name === targets?.[0]?.name && unit === (targets[0]?.unit ?? null);
  if (kind !== 'class' || classes?.[place] !== name) return false;
  return task !== 'binary-classification' || place === (positive ?? 1);
}

/** Every named group is a feature, and every column of its own has the label that it has now. */
function namesFeatures(
  { importance: { features } }: Explanation,
  { columns, groups = [] }: Extract<ModelManifest['input'], { kind: 'tabular' }>,
): boolean {
  const found = new Map(features.map((feature) => [feature.columns.join('\n'), feature.name]));
  const covered = features.flatMap((feature) => feature.columns).toSorted();
  const known = columns.map(({ name }) => name).toSorted();
  const named = new Set(groups.flatMap((group) => group.columns));
  return (
    covered.join('\n') === known.join('\n') &&
    groups.every((group) =>
      features.some(
        ({ name, columns: own }) =>
          name === group.name && own.toSorted().join() === group.columns.toSorted().join(),
      ),
    ) &&
    columns.every(
      ({ name, label }) => named.has(name) || !found.has(name) || found.get(name) === (label ?? name),
    )
  );
}
