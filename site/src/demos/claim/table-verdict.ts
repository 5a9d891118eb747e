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
const relativeTolerance = 1e-4;

const close = (a: number, b: number): boolean =>
  a === b || Math.abs(a - b) <= relativeTolerance * Math.max(Math.abs(a), Math.abs(b));

/** Compares what was counted again with a card's statement: classifiers cell by cell, regressors by their errors. */
export function tableVerdict(stated: BatchScores, recounted: BatchScores): TableVerdict {
  if (stated.kind === 'classes' && recounted.kind === 'classes') {
    const different = stated.counts
      .flatMap((line, actual) =>
        line.map((count, predicted) => count === recounted.counts[actual]?.[predicted]),
      )
      .filter((same) => !same).length;
    const rows = recounted.counts.flat().reduce((sum, count) => sum + count, 0);
    const same = Math.abs(stated.accuracy - recounted.accuracy) < 0.5 / rows;
    return {
      confirmed: same && different === 0,
      figures: [{ name: 'Accuracy', stated: stated.accuracy, recounted: recounted.accuracy, same }],
      cells: { different, of: stated.counts.length ** 2 },
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
        same: close(target[key], counted),
      };
    });
  });
  return { confirmed: figures.every(({ same }) => same), figures, cells: null };
}
