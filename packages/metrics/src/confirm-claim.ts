import { isClose } from '@modelfolio/statistics/is-close';
import { claimVerdict, type CellDifference } from './claim-verdict.ts';

/** What a card claims of a model and what can be counted again: accuracy with every cell, or each target's errors. */
export type ClaimedScores =
  | {
      readonly kind: 'classes';
      readonly accuracy: number;
      /** `counts[actual][predicted]` */
      readonly counts: readonly (readonly number[])[];
    }
  | {
      readonly kind: 'values';
      readonly targets: readonly {
        readonly name: string;
        readonly mae: number;
        readonly rmse: number;
        readonly r2: number;
      }[];
    };

/** Scores, with what they are of. */
export interface Claim {
  readonly rows: number;
  /** SHA-256 of the model's file. */
  readonly model: string;
  /** Digest of the evaluation set. */
  readonly data: string;
  readonly scores: ClaimedScores;
}

/** A stated figure and the same one counted again. */
export interface ComparedFigure {
  readonly name: string;
  readonly stated: number;
  readonly recounted: number;
  readonly same: boolean;
}

export interface Confirmation {
  readonly confirmed: boolean;
  /** What speaks against it, a clause each; empty where it is confirmed. */
  readonly reasons: readonly string[];
  readonly figures: readonly ComparedFigure[];
  /** Cells of the confusion matrix that differ, of how many; `null` for a regressor. */
  readonly cells: { readonly different: readonly CellDifference[]; readonly of: number } | null;
}

/** Means of float32 errors agree between runtimes to six digits; R² has no unit, and is near within six decimals too. */
const share = 1e-6;
const sameError = { absolute: 0, relative: share };
const sameR2 = { absolute: share, relative: share };

/**
 * Whether a claim is confirmed by counting again. It is where both are of the same rows and the same bytes of model and
 * data, all counts are equal, and all errors are finite and within a millionth. The evaluator's check and the page use this
 * one definition.
 *
 * @example
 * confirmClaim(claimOf(card), { rows, model, data, scores }).confirmed;
 */
export function confirmClaim(stated: Claim, recounted: Claim): Confirmation {
  const reasons = [
    stated.model === recounted.model ? [] : 'the model is another file',
    stated.data === recounted.data ? [] : 'the rows are of another file',
    stated.rows === recounted.rows ? [] : `${recounted.rows} rows were counted, ${stated.rows} are stated`,
    recounted.rows > 0 ? [] : 'nothing was counted',
  ].flat();
  const compared = compareScores(stated.scores, recounted.scores, recounted.rows);
  const all = [...reasons, ...compared.reasons];
  return { ...compared, reasons: all, confirmed: all.length === 0 };
}

function compareScores(
  stated: ClaimedScores,
  recounted: ClaimedScores,
  rows: number,
): Omit<Confirmation, 'confirmed'> {
  if (stated.kind === 'classes' && recounted.kind === 'classes')
    return compareClasses(stated.accuracy, stated.counts, recounted.counts, rows);
  if (stated.kind === 'values' && recounted.kind === 'values')
    return compareTargets(stated.targets, recounted.targets);
  return { reasons: ['what was counted is of another kind'], figures: [], cells: null };
}

function compareClasses(
  accuracy: number,
  stated: readonly (readonly number[])[],
  recounted: readonly (readonly number[])[],
  rows: number,
): Omit<Confirmation, 'confirmed'> {
  const verdict = claimVerdict({ accuracy, counts: stated }, recounted);
  const { accuracyMatches: same, differences, rows: counted } = verdict;
  const cells = { different: differences, of: stated.length ** 2 };
  return {
    figures: [{ name: 'Accuracy', stated: accuracy, recounted: verdict.accuracy, same }],
    cells,
    reasons: [
      same ? [] : 'the accuracy is another',
      differences.length === 0
        ? []
        : `${differences.length} of ${cells.of} cells of the confusion matrix differ`,
      counted === rows ? [] : `the confusion matrix counts ${counted} of ${rows} rows`,
    ].flat(),
  };
}

type Target = Extract<ClaimedScores, { kind: 'values' }>['targets'][number];

function compareTargets(
  stated: readonly Target[],
  recounted: readonly Target[],
): Omit<Confirmation, 'confirmed'> {
  const figures = stated.flatMap((target, index) => {
    const found = recounted[index];
    return (
      [
        ['mae', 'mean absolute error', sameError],
        ['rmse', 'RMSE', sameError],
        ['r2', 'R²', sameR2],
      ] as const
    ).map(([key, words, nearness]) => {
      const counted = found?.name === target.name ? found[key] : Number.NaN;
      // Whatever is not finite confirms nothing, not even itself.
      const same = Number.isFinite(target[key]) && isClose(target[key], counted, nearness);
      return { name: `${target.name}, ${words}`, stated: target[key], recounted: counted, same };
    });
  });
  const { length } = recounted;
  return {
    figures,
    cells: null,
    reasons: [
      length > 0 && length === stated.length
        ? []
        : `${length} targets were counted, ${stated.length} are stated`,
      figures.filter(({ same }) => !same).map(({ name, ...values }) => `${name} is ${difference(values)}`),
    ].flat(),
  };
}

function difference({ stated, recounted }: { stated: number; recounted: number }): string {
  if (!Number.isFinite(stated)) return `stated as ${stated}, which is no number`;
  return `${recounted}, stated as ${stated}`;
}
