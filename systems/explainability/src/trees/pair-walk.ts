import { takesFirst, type TreeEnsemble } from './tree-ensemble.ts';

/** Where a group's columns must come from on the way to a node. */
const anywhere = 0;
const row = 1;
const background = 2;

/**
 * Adds the Shapley values of one tree for a row and one background row, walking both ways at once: for ways of any number
 * of groups. A split where the two part settles where its group comes from.
 *
 * @param leafWeight what each node adds to the output
 * @param weights as `pathWeights(players)` gives them
 * @param into a value for each group
 */
export function pairWalk(
  ensemble: TreeEnsemble,
  root: number,
  pair: { row: Float64Array; other: Float64Array },
  groupOf: Int32Array,
  { leafWeight, weights, players }: { leafWeight: Float64Array; weights: Float64Array; players: number },
  into: Float64Array,
): void {
  const { feature, first, second } = ensemble;
  const size = players + 1;
  const from = new Uint8Array(into.length);
  // What all leaves behind a node give to a group that must come from the row, and to one from the background.
  const gains: [number, number] = [0, 0];

  function walk(node: number, u: number, c: number): void {
    const column = feature[node] as number;
    if (column < 0) {
      const value = leafWeight[node] as number;
      gains[0] = u > 0 ? value * (weights[u * size + c] as number) : 0;
      gains[1] = c > 0 ? value * (weights[c * size + u] as number) : 0;
      return;
    }
    const group = groupOf[column] as number;
    const ofRow = (takesFirst(ensemble, node, pair.row[column] as number) ? first : second)[node] as number;
    const ofOther = (takesFirst(ensemble, node, pair.other[column] as number) ? first : second)[
      node
    ] as number;
    const side = from[group] as number;
    if (side === row || ofRow === ofOther) return walk(ofRow, u, c);
    if (side === background) return walk(ofOther, u, c);
    from[group] = row;
    walk(ofRow, u + 1, c);
    const [rowGain, rowLoss] = gains;
    from[group] = background;
    walk(ofOther, u, c + 1);
    from[group] = anywhere;
    (into[group] as number) += rowGain - gains[1];
    gains[0] += rowGain;
    gains[1] += rowLoss;
  }
  walk(root, 0, 0);
}
