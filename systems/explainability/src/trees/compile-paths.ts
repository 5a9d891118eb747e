import type { CompiledPaths } from './compiled-paths.ts';
import { PathWriter } from './path-writer.ts';
import type { TreeEnsemble } from './tree-ensemble.ts';

/** Failed groups of a way are bits of one whole number. */
const mostPathGroups = 30;
/** Patterns that are kept for all leaves together: 8 bytes each. */
const mostPatterns = 2 ** 22;

/**
 * Gathers a background into its patterns at the leaves of an ensemble.
 *
 * @param output the target whose weights count
 * @param groupOf group of each column
 * @param rows background rows as the ensemble compares them
 */
export function compilePaths(
  ensemble: TreeEnsemble,
  output: number,
  groupOf: Int32Array,
  rows: readonly Float64Array[],
): CompiledPaths {
  const writer = new PathWriter(ensemble, output, groupOf, rows);
  const others: number[] = [];
  const roots: number[] = [];
  let mostGroups = 0;
  let depth = 0;
  for (const root of ensemble.roots) {
    const shape = shapeOf(ensemble, root, groupOf);
    mostGroups = Math.max(mostGroups, shape.groups);
    depth = Math.max(depth, shape.depth);
    if (shape.groups > mostPathGroups || writer.patterns > mostPatterns) others.push(root);
    else roots.push(writer.place(root, [], new Int32Array(rows.length)));
  }
  return {
    ...writer.arrays(),
    roots: Int32Array.from(roots),
    others: Int32Array.from(others),
    members: ensemble.members,
    mostGroups,
    depth,
  };
}

/** Depth of a tree, and the most distinct groups on a way. */
function shapeOf(
  ensemble: TreeEnsemble,
  root: number,
  groupOf: Int32Array,
): { depth: number; groups: number } {
  let depth = 0;
  let groups = 0;
  const walk = (node: number, path: readonly number[], level: number): void => {
    depth = Math.max(depth, level);
    groups = Math.max(groups, path.length);
    const feature = ensemble.feature[node] as number;
    if (feature < 0) return;
    const group = groupOf[feature] as number;
    const longer = path.includes(group) ? path : [...path, group];
    walk(ensemble.first[node] as number, longer, level + 1);
    walk(ensemble.second[node] as number, longer, level + 1);
  };
  walk(root, [], 0);
  return { depth, groups };
}
