import type { Attribution } from '../attribution.ts';
import type { Matrix } from '../matrix.ts';
import type { Groups, ModelFunction, Work } from '../model-function.ts';
import { coalitionGame } from './coalition-game.ts';
import { enumerate, mostEnumerated } from './enumerate.ts';
import { kernelShap, type KernelShapOptions } from './kernel-shap.ts';

export interface ShapleyOptions extends Work, KernelShapOptions {
  /** The most rows that go to the model at once. Default: 8192. */
  readonly rowsAtOnce?: number | undefined;
  /** The most rows that the model is asked about for exact values. Default: 1,048,576. */
  readonly enumeratedRows?: number | undefined;
  /** Told of each estimate on the way to the answer. */
  readonly onEstimate?: ((estimate: Attribution) => void) | undefined;
}

/**
 * Shapley values of one prediction of any model, against background rows. Up to 12 groups that vary are exact, by
 * enumeration, where the model is not asked too much for it; more are estimated by KernelSHAP, with standard errors.
 *
 * @param row a code for each column
 * @param background rows of the same columns; the mean over all of them is what an absent group means
 * @returns a value for each group, in the units of the model function
 * @throws ExplainabilityError `input`, `model-failed`, `not-finite`; the signal's reason
 * @example
 *   const { values, standardErrors } = await shapleyValues(model, row, background, singleColumns(row.length));
 */
export async function shapleyValues(
  model: ModelFunction,
  row: Float64Array,
  background: Matrix,
  groups: Groups,
  options: ShapleyOptions = {},
): Promise<Attribution> {
  const { signal, rowsAtOnce, enumeratedRows = 2 ** 20, progress, onEstimate, ...kernel } = options;
  const game = await coalitionGame(model, row, background, groups, { signal, rowsAtOnce });
  const size = game.players.length;
  if (size <= mostEnumerated && 2 ** size * game.backgroundRows <= enumeratedRows)
    return enumerate(game, { progress });
  const limit = (kernel.coalitions ?? 2 * size + 2048) * game.backgroundRows;
  let last: Attribution | undefined;
  for await (const estimate of kernelShap(game, kernel)) {
    last = estimate;
    onEstimate?.(estimate);
    progress?.(Math.min(1, estimate.evaluations / limit));
  }
  progress?.(1);
  return last as Attribution;
}
