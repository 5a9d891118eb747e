import { spread } from '@modelfolio/statistics/mean';
import { NumpyRandom } from '@modelfolio/statistics/numpy-random';
import { ExplainabilityError } from '../explainability-error.ts';
import type { Matrix } from '../matrix.ts';
import type { Groups, ModelFunction, Work } from '../model-function.ts';
import { askModel } from './ask-model.ts';
import { checkColumns, checkRows } from './check-rows.ts';
import { scorers, type Scorer, type ScorerName } from './scorers.ts';

export interface PermutationOptions extends Work {
  /** How often each group is shuffled. Default: 5. */
  readonly repeats?: number | undefined;
  /** scikit-learn's `random_state`. Default: 0. */
  readonly seed?: number | undefined;
}

/** What a group of columns is worth to the model: the score that is lost when its values go to other rows. */
export interface PermutationImportance {
  readonly mean: number;
  /** Population standard deviation over the repeats. */
  readonly standardDeviation: number;
  /** Score of the rows as they are less that of the shuffled ones, for each repeat. */
  readonly losses: Float64Array;
}

/**
 * Importance of groups of columns by shuffling (Breiman 2001), to the last draw as
 * `sklearn.inspection.permutation_importance` (1.9) does it for single columns. The columns of a group are shuffled
 * together, so that what holds between them stays; scikit-learn has no groups. All groups see the same permutations, and
 * each repeat shuffles what the one before has left.
 *
 * @param target as the scorer takes it, one for each row
 * @returns the score of the rows as they are, and an importance for each group
 * @throws ExplainabilityError `input` for shapes that do not fit, and what {@link askModel} throws
 * @example
 *   const { groups } = await permutationImportance(model, rows, target, singleColumns(12), 'roc_auc', { seed: 1 });
 */
export async function permutationImportance(
  model: ModelFunction,
  rows: Matrix,
  target: Float64Array,
  groups: Groups,
  scorer: ScorerName | Scorer,
  { repeats = 5, seed = 0, signal, progress }: PermutationOptions = {},
): Promise<{ baseline: number; groups: PermutationImportance[] }> {
  checkRows(rows);
  for (const group of groups) checkColumns(group, rows.columns);
  if (target.length !== rows.rows)
    throw new ExplainabilityError('input', `${target.length} targets for ${rows.rows} rows`);
  if (!Number.isInteger(repeats) || repeats < 1)
    throw new ExplainabilityError('input', `repeats: ${repeats}, expected a whole number from 1`);
  const score = typeof scorer === 'function' ? scorer : scorers[scorer];
  const { values, columns } = rows;
  const own = (at: number, into: Float64Array): void =>
    into.set(values.subarray(at * columns, (at + 1) * columns));

  const asked = groups.length * repeats + 1;
  let done = 0;
  const predict = (write: typeof own): Promise<Float64Array> =>
    askModel(model, rows.rows, columns, write, {
      signal,
      progress: (share) => progress?.((done + share) / asked),
    });

  const baseline = score(target, await predict(own));
  done++;
  const permutations = permutationsOf(rows.rows, repeats, seed);
  const found: PermutationImportance[] = [];
  for (const group of groups) {
    const losses = new Float64Array(repeats);
    for (const [repeat, from] of permutations.entries()) {
      const shuffled = await predict((at, into) => {
        own(at, into);
        for (const column of group) into[column] = values[(from[at] as number) * columns + column] as number;
      });
      losses[repeat] = baseline - score(target, shuffled);
      done++;
    }
    found.push({ ...spread(losses), losses });
  }
  return { baseline, groups: found };
}

/**
 * For each repeat, the row that each row's values come from. scikit-learn draws one seed below 2³¹ of its random state, and
 * for each column shuffles the same index array again and again by it, taking values from what the last repeat left.
 */
function permutationsOf(rows: number, repeats: number, seed: number): Int32Array[] {
  // numpy's `randint(2³¹)`: the lower 31 bits of one draw.
  const random = new NumpyRandom(new NumpyRandom(seed).whole() & 0x7fffffff);
  const order = Int32Array.from({ length: rows }, (_, row) => row);
  let origin = order.slice();
  return Array.from({ length: repeats }, () => {
    random.shuffle(order);
    const before = origin;
    origin = order.map((row) => before[row] as number);
    return origin;
  });
}
