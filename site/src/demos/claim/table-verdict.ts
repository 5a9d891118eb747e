import { claimVerdict } from '@modelfolio/metrics/claim-verdict';
import { isClose } from '@modelfolio/statistics/is-close';
import type { BatchScores } from '../auto/batch.ts';

/** A stated figure and the same one counted here. */
export type ComparedFigure = { name: string; stated: number; recounted: number; same: boolean };
export type TableVerdict = {
  confirmed: boolean;
  figures: ComparedFigure[];
  /** Cells of the confusion matrix that differ, of how many; `null` for a regressor. */
  cells: { different: number; of: number } | null;
};

/**
 * Two runtimes add the same numbers in different orders: what float32 leaves of a mean agrees to about six digits,
 * so four are asked for.
 */
const nearness = { absolute: 0, relative: 1e-4 };

/** Whatever is not finite confirms nothing. */
const confirms = (stated: number, recounted: number): boolean =>
  Number.isFinite(stated) && isClose(stated, recounted, nearness);

/** Compares what was counted again with a card's statement: classifiers cell by cell, regressors by their errors. */
export function tableVerdict(stated: BatchScores, recounted: BatchScores): TableVerdict {
  if (stated.kind === 'classes' && recounted.kind === 'classes') {
    const { accuracyMatches: same, differences } = claimVerdict(stated, recounted.counts);
    return {
      confirmed: same && differences.length === 0,
      figures: [{ name: 'Accuracy', stated: stated.accuracy, recounted: recounted.accuracy, same }],
      cells: { different: differences.length, of: stated.counts.length ** 2 },
    };
  }
  if (stated.kind !== 'values' || recounted.kind !== 'values')
    return { confirmed: false, figures: [], cells: null };
  const figures = stated.targets.flatMap((target, index) => {
    const found = recounted.targets[index];
    return (
      [
        ['mae', 'mean absolute error'],
        ['rmse', 'RMSE'],
        ['r2', 'R²'],
      ] as const
    ).map(([key, words]) => {
      const counted = found?.[key] ?? Number.NaN;
      return {
        name: `${target.name}, ${words}`,
        stated: target[key],
        recounted: counted,
        same: confirms(target[key], counted),
      };
    });
  });
  const { length } = recounted.targets;
  const confirmed = length > 0 && length === stated.targets.length && figures.every(({ same }) => same);
  return { confirmed, figures, cells: null };
}
