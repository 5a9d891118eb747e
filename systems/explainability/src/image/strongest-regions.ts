/** A rectangle of a map and the sum of its values; rows and columns from 0, `to` excluded. */
export interface Region {
  readonly fromRow: number;
  readonly toRow: number;
  readonly fromColumn: number;
  readonly toColumn: number;
  readonly sum: number;
}

/**
 * A map told in words: the squares of a grid whose sums are largest in magnitude, the strongest first. Squares at the right
 * and lower edge are cut off. Those that sum up to nothing are left out.
 *
 * @param values `[height, width]`
 * @param options side of a square and how many of them; default 4 and 10
 */
export function strongestRegions(
  values: Float32Array,
  { height, width }: { height: number; width: number },
  { side = 4, count = 10 }: { side?: number; count?: number } = {},
): Region[] {
  const regions: Region[] = [];
  for (let fromRow = 0; fromRow < height; fromRow += side)
    for (let fromColumn = 0; fromColumn < width; fromColumn += side) {
      const [toRow, toColumn] = [Math.min(height, fromRow + side), Math.min(width, fromColumn + side)];
      let sum = 0;
      for (let row = fromRow; row < toRow; row++)
        for (let at = row * width + fromColumn; at < row * width + toColumn; at++)
          sum += values[at] as number;
      if (sum !== 0) regions.push({ fromRow, toRow, fromColumn, toColumn, sum });
    }
  return regions.toSorted((a, b) => Math.abs(b.sum) - Math.abs(a.sum)).slice(0, count);
}
