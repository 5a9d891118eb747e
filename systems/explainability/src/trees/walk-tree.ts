import type { BlockMemo } from './block-memo.ts';
import type { CompiledPaths, Tests } from './compiled-paths.ts';
import { atMost, equals } from './tree-ensemble.ts';

/**
 * Adds what one tree gives to each group for a row, over all background rows. Ways that no background row complements are
 * not taken.
 *
 * @param stack room for two numbers for each split on the longest way: nodes and patterns that are still to be seen
 */
export function walkTree(
  paths: CompiledPaths,
  root: number,
  row: Float64Array,
  memo: BlockMemo,
  stack: Int32Array,
  into: Float64Array,
): void {
  const { nodes, members } = paths;
  const { feature, first, second, bit } = nodes;
  let top = 0;
  stack[top++] = root;
  stack[top++] = 0;
  while (top > 0) {
    let pattern = stack[--top] as number;
    let node = stack[--top] as number;
    let column = feature[node] as number;
    while (column >= 0) {
      const isFirst = isFirstWay(nodes, node, row[column] as number, members);
      const own = (isFirst ? first : second)[node] as number;
      const other = (isFirst ? second : first)[node] as number;
      const failed = pattern | (bit[node] as number);
      const isOwnLive = isLive(nodes, own, pattern);
      const isOtherLive = isLive(nodes, other, failed);
      if (isOwnLive && isOtherLive) {
        stack[top++] = other;
        stack[top++] = failed;
      }
      if (!isOwnLive && !isOtherLive) break;
      node = isOwnLive ? own : other;
      if (!isOwnLive) pattern = failed;
      column = feature[node] as number;
    }
    if (column < 0) addBlock(paths, memo, -1 - column, pattern, row, into);
  }
}

/** Whether some background row complements a pattern at a node: one is enough for all that nothing failed. */
function isLive(
  { live, liveStart, liveMask }: CompiledPaths['nodes'],
  node: number,
  pattern: number,
): boolean {
  if (node < 0) return false;
  const seen = pattern & (liveMask[node] as number);
  return (((live[(liveStart[node] as number) + (seen >>> 5)] as number) >>> (seen & 31)) & 1) === 1;
}

function isFirstWay(
  { test, threshold, missingFirst }: Tests,
  at: number,
  value: number,
  members: CompiledPaths['members'],
): boolean {
  const limit = threshold[at] as number;
  if (value !== value) return missingFirst[at] === 1;
  if (test[at] === atMost) return value <= limit;
  if (test[at] === equals) return value === limit;
  return members[limit]?.has(value) ?? false;
}

function addBlock(
  { blocks, splits, members }: CompiledPaths,
  memo: BlockMemo,
  block: number,
  pattern: number,
  row: Float64Array,
  into: Float64Array,
): void {
  const { pathGroups, splitStart, groupStart, group } = blocks;
  let key = pattern;
  let bit = 1 << (pathGroups[block] as number);
  for (let at = splitStart[block] as number; at < (splitStart[block + 1] as number); at++) {
    if (isFirstWay(splits, at, row[splits.feature[at] as number] as number, members)) key |= bit;
    bit <<= 1;
  }
  const start = groupStart[block] as number;
  const end = groupStart[block + 1] as number;
  const offset = memo.placeOf(block, key) - start;
  const { values } = memo;
  for (let at = start; at < end; at++) (into[group[at] as number] as number) += values[offset + at] as number;
}
