import { ExplainabilityError } from '../explainability-error.ts';
import { matrixOf, rowOf, type Matrix } from '../matrix.ts';
import type { Groups, ModelFunction } from '../model-function.ts';
import { askHybrids, hybridsAtOnce, type Asking } from './ask-hybrids.ts';
import { backgroundWeights } from './background-weights.ts';
import { varyingGroups } from './varying-groups.ts';

/**
 * A row's prediction as a game of its groups of columns: a coalition S is worth v(S) = mean over the background rows b of
 * f(x_S, b_S̄) (Lundberg and Lee 2017, interventional). The mean is taken over all background rows, none is sampled.
 */
export interface CoalitionGame {
  /** All groups, also those that do not vary. */
  readonly groups: number;
  /** Groups that vary: the players. */
  readonly players: readonly number[];
  /** v(∅): the mean over the background. */
  readonly base: number;
  /** v of all players: the model function of the row. */
  readonly prediction: number;
  /** Background rows that differ from each other: rows that the model is asked about for each coalition. */
  readonly backgroundRows: number;
  /** Rows that the model was asked about until now. */
  evaluations(): number;
  /**
   * Worth of coalitions.
   *
   * @param masks `[coalitions, players]`, 1 for who takes part
   * @throws ExplainabilityError `model-failed`, `not-finite` naming the coalition; the signal's reason
   */
  values(masks: Uint8Array): Promise<Float64Array>;
}

/**
 * Sets up the game, and asks for its base and prediction.
 *
 * @throws ExplainabilityError `input` for shapes that do not fit, and what {@link CoalitionGame.values} throws
 */
export async function coalitionGame(
  model: ModelFunction,
  row: Float64Array,
  background: Matrix,
  groups: Groups,
  { signal, rowsAtOnce = hybridsAtOnce }: Asking = {},
): Promise<CoalitionGame> {
  if (!Number.isInteger(rowsAtOnce) || rowsAtOnce < 1)
    throw new ExplainabilityError('input', `rowsAtOnce: ${rowsAtOnce}, expected a whole number from 1`);
  const players = varyingGroups(row, background, groups);
  const columnsOf = players.map((group) => groups[group] as readonly number[]);
  const { rows: kept, weights } = backgroundWeights(background, columnsOf.flat());
  const { columns } = background;
  let asked = 0;

  async function values(masks: Uint8Array): Promise<Float64Array> {
    const coalitions = masks.length / players.length;
    const worth = new Float64Array(coalitions);
    const all = coalitions * kept.rows;
    for (let from = 0; from < all; from += rowsAtOnce) {
      const hybrids = matrixOf(Math.min(rowsAtOnce, all - from), columns);
      for (let at = 0; at < hybrids.rows; at++) {
        const coalition = Math.floor((from + at) / kept.rows);
        const hybrid = rowOf(hybrids, at);
        hybrid.set(rowOf(kept, (from + at) % kept.rows));
        const first = coalition * players.length;
        for (let player = 0; player < players.length; player++)
          if (masks[first + player] === 1)
            for (const column of columnsOf[player] as readonly number[])
              hybrid[column] = row[column] as number;
      }
      const nameOf = (at: number): string => nameHybrid(masks, players, from + at, kept.rows);
      const found = await askHybrids(model, hybrids, nameOf, signal);
      asked += hybrids.rows;
      for (let at = 0; at < found.length; at++) {
        const coalition = Math.floor((from + at) / kept.rows);
        worth[coalition] =
          (worth[coalition] as number) + (weights[(from + at) % kept.rows] as number) * (found[at] as number);
      }
    }
    return worth;
  }

  const own = { values: row.slice(), rows: 1, columns };
  const prediction = (await askHybrids(model, own, () => 'the row to explain', signal))[0] as number;
  asked++;
  // Without players each background row is the row itself, as far as the model may tell.
  const base =
    players.length === 0 ? prediction : ((await values(new Uint8Array(players.length)))[0] as number);
  return {
    groups: groups.length,
    players,
    base,
    prediction,
    backgroundRows: kept.rows,
    evaluations: () => asked,
    values,
  };
}

function nameHybrid(
  masks: Uint8Array,
  players: readonly number[],
  at: number,
  backgroundRows: number,
): string {
  const first = Math.floor(at / backgroundRows) * players.length;
  const present = players.filter((_, player) => masks[first + player] === 1);
  const background = `background row ${(at % backgroundRows) + 1} of those that differ`;
  if (present.length === 0) return background;
  return `the coalition of groups ${present.join(', ')} on ${background}`;
}
