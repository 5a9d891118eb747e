import type { Evidence, PredictionGap } from '@modelfolio/schemas';
import { withoutSeal } from '@modelfolio/project/sealed-record';
import { compareValues, type Difference } from '../evaluation/compare-evaluations.ts';
import { predictionTolerance } from './prediction-gap.ts';

/**
 * Where evidence that was gathered again disagrees with the record. Differences of float32 outputs may be others on another
 * machine by as much as counts as agreement, and rounding may decide which row has the largest; versions of runtimes may
 * differ. Counts of rows may not.
 */
export function compareEvidence(recorded: Evidence, found: Evidence): Difference[] {
  return compareValues(comparable(recorded), comparable(found), (pointer) =>
    pointer.endsWith('/difference') ? predictionTolerance : 0,
  );
}

function comparable(evidence: Evidence): object {
  const { formats, predictions, ...rest } = withoutSeal(evidence);
  return {
    ...rest,
    formats: formats.map(({ format, files, on, seed, gap }) => ({
      format,
      files,
      on,
      seed,
      gap: comparableGap(gap),
    })),
    predictions: predictions && { ...predictions, gap: comparableGap(predictions.gap) },
  };
}

function comparableGap({ largest, classes, ...gap }: PredictionGap): object {
  const { count, rows } = classes;
  return { ...gap, largest: largest && { difference: largest.difference }, classes: { count, rows } };
}
