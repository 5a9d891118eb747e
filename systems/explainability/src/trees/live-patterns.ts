/** Groups of a way whose failing prunes: 2^8 combinations are a bit each. */
export const prunedGroups = 8;

/**
 * For each pattern of so many groups, whether some background row fulfils every condition that it fails.
 *
 * @param failed patterns of the background rows
 * @returns a bit for each pattern, 32 in a number
 */
export function livePatterns(failed: Int32Array, groups: number): Int32Array {
  const all = (1 << groups) - 1;
  const isLive = new Uint8Array(1 << groups);
  for (const pattern of failed) isLive[all & ~pattern] = 1;
  // A row that complements a pattern complements each of its parts.
  for (let bit = 1; bit <= all; bit <<= 1)
    for (let pattern = 0; pattern <= all; pattern++)
      if ((pattern & bit) === 0 && isLive[pattern | bit] === 1) isLive[pattern] = 1;
  const bits = new Int32Array(Math.max(1, (1 << groups) >>> 5));
  isLive.forEach((one, pattern) => {
    if (one === 1) (bits[pattern >>> 5] as number) |= 1 << (pattern & 31);
  });
  return bits;
}
