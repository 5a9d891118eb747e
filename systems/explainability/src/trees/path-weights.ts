/**
 * What a leaf of weight 1 gives to each of the u players who must come from the row, when c must come from the background
 * row: (u-1)! c! / (u+c)!, where u and c count from 1 and 0. A player of the c gets -(c-1)! u! / (u+c)!, which is the same
 * with the two exchanged. Lundberg et al. 2020, doi:10.1038/s42256-019-0138-9, Algorithm 3 of the supplement.
 *
 * @returns `[players + 1, players + 1]`, u after u; 0 where u is 0
 */
export function pathWeights(players: number): Float64Array {
  const size = players + 1;
  const weights = new Float64Array(size * size);
  for (let u = 1; u < size; u++) {
    weights[u * size] = 1 / u;
    // Step by step, so that no factorial overflows.
    for (let c = 1; u + c < size; c++)
      weights[u * size + c] = ((weights[u * size + c - 1] as number) * c) / (u + c);
  }
  return weights;
}
