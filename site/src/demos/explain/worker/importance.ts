import { permutationImportance, sampleRows, takeRows } from '@modelfolio/explainability';
import { DemoError } from '@modelfolio/pages/demo-error';
import type { Analysis, Importance } from '../analysis/analysis.ts';
import type { AnalysisCalling } from '../analysis/analysis.ts';
import type { Subject } from './subject.ts';

const metrics = {
  roc_auc: 'area under the ROC curve',
  r2: 'R²',
} as const;

/** How much worse the model ranks (or predicts) once a feature's values are shuffled. */
export async function importanceOf(
  subject: Subject,
  { place, seed, grouped, repeats, most }: Parameters<Analysis['importance']>[0],
  { signal, step }: AnalysisCalling,
): Promise<Importance> {
  const { data, codes, model } = subject;
  if (!data.actual)
    throw new DemoError('table', 'The rows do not say what is true, so nothing can be scored.', {
      hint: data.actualFailed ?? 'name the column of the truth',
    });
  const classifier = data.predictions.kind === 'classes';
  const kept = sampleRows(codes.rows, most, seed);
  const actual = data.actual;
  const target = Float64Array.from(kept, (row) =>
    classifier ? Number(actual[row] === place) : (actual[row] ?? Number.NaN),
  );
  if (classifier && (target.every((value) => value === 1) || target.every((value) => value === 0)))
    throw new DemoError('table', 'All rows are of one class, so no ranking can be scored.');
  const features = subject.features(grouped);
  const metric = classifier ? 'roc_auc' : 'r2';
  const found = await permutationImportance(
    model.output(place),
    takeRows(codes, kept),
    target,
    features.map(({ columns }) => columns),
    metric,
    { repeats, seed, signal, progress: (share) => step({ share }) },
  );
  return {
    metric: metrics[metric],
    score: found.baseline,
    features: features.map((feature, at) => ({
      ...feature,
      mean: found.groups[at]?.mean ?? Number.NaN,
      deviation: found.groups[at]?.standardDeviation ?? Number.NaN,
    })),
    repeats,
    rows: kept.length,
  };
}
