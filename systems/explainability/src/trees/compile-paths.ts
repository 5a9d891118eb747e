import { takesFirst, weightOf, type TreeEnsemble } from './tree-ensemble.ts';

/** Failed groups of a path are bits of one whole number. */
const mostGroups = 30;
/** Groups of a path whose failing prunes: 2^8 combinations are a bit each. */
const prunedGroups = 8;

/**
 * Trees, ready for rows that are explained by one background. A *pattern* has a bit for each distinct group on the way to
 * a node, in the order of the way: set where a row fails a condition of the group.
 */
export interface CompiledPaths {
  /** First node of each tree; -1 where nothing counts. */
  readonly roots: Int32Array;
  /** Column of a split; `-1 - leaf` for a leaf. */
  readonly feature: Int32Array;
  readonly test: Uint8Array;
  readonly threshold: Float64Array;
  readonly missingFirst: Uint8Array;
  readonly members: TreeEnsemble['members'];
  /** -1 for a way that leads to nothing that counts. */
  readonly first: Int32Array;
  readonly second: Int32Array;
  /** Bit of the group that a split asks for. */
  readonly bit: Int32Array;
  /** Whether a background row complements a pattern at this node: a bit each, from `liveStart`, of the bits in `liveMask`. */
  readonly liveStart: Int32Array;
  readonly liveMask: Int32Array;
  readonly live: Int32Array;
  /** Where a leaf's groups start, and how many there are. */
  readonly groupStart: Int32Array;
  readonly groupCount: Int32Array;
  readonly group: Int32Array;
  /** A leaf's distinct patterns of background rows, from `patternStart`; `[leaves + 1]`. */
  readonly patternStart: Int32Array;
  readonly pattern: Int32Array;
  readonly patternRows: Int32Array;
  readonly weight: Float64Array;
  /** Trees that have too many groups on a way, or too many patterns: their first nodes in the ensemble. */
  readonly others: Int32Array;
  /** Most groups on a way to a leaf of any tree. */
  readonly mostGroups: number;
  readonly depth: number;
}

/** Patterns that are kept for all leaves together: 8 bytes each. */
const mostPatterns = 2 ** 22;

/**
 * @param rows background rows as the ensemble compares them, one after the other
 * @param groupOf group of each column
 */
export function compilePaths(
  ensemble: TreeEnsemble,
  output: number,
  groupOf: Int32Array,
  rows: readonly Float64Array[],
): CompiledPaths {
  const out = new PathWriter(ensemble, output, groupOf, rows);
  const others: number[] = [];
  const roots: number[] = [];
  let widest = 0;
  let depth = 0;
  for (const root of ensemble.roots) {
    const shape = shapeOf(ensemble, root, groupOf);
    widest = Math.max(widest, shape.groups);
    depth = Math.max(depth, shape.depth);
    if (shape.groups > mostGroups || out.patterns > mostPatterns) others.push(root);
    else roots.push(out.place(root, [], new Int32Array(rows.length)));
  }
  return {
    ...out.arrays(),
    roots: Int32Array.from(roots),
    others: Int32Array.from(others),
    mostGroups: widest,
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
    const longer = withGroup(path, groupOf[feature] as number);
    walk(ensemble.first[node] as number, longer, level + 1);
    walk(ensemble.second[node] as number, longer, level + 1);
  };
  walk(root, [], 0);
  return { depth, groups };
}

const withGroup = (path: readonly number[], group: number): readonly number[] =>
  path.includes(group) ? path : [...path, group];

class PathWriter {
  readonly #ensemble: TreeEnsemble;
  readonly #output: number;
  readonly #groupOf: Int32Array;
  readonly #rows: readonly Float64Array[];
  readonly #nodes = {
    feature: [] as number[],
    test: [] as number[],
    threshold: [] as number[],
    missingFirst: [] as number[],
    first: [] as number[],
    second: [] as number[],
    bit: [] as number[],
    liveStart: [] as number[],
    liveMask: [] as number[],
  };
  readonly #live: number[] = [];
  readonly #leaves = {
    groupStart: [] as number[],
    groupCount: [] as number[],
    patternStart: [0],
    weight: [] as number[],
  };
  readonly #group: number[] = [];
  readonly #pattern: number[] = [];
  readonly #patternRows: number[] = [];

  constructor(ensemble: TreeEnsemble, output: number, groupOf: Int32Array, rows: readonly Float64Array[]) {
    this.#ensemble = ensemble;
    this.#output = output;
    this.#groupOf = groupOf;
    this.#rows = rows;
  }

  get patterns(): number {
    return this.#pattern.length;
  }

  /** Writes a node and what is behind it; -1 where no leaf has a weight. */
  place(node: number, path: readonly number[], failed: Int32Array): number {
    const { feature, test, threshold, missingFirst, first, second } = this.#ensemble;
    const column = feature[node] as number;
    if (column < 0) return this.#placeLeaf(node, path, failed);
    const at = this.#placeNode(path, failed, column, node);
    const longer = withGroup(path, this.#groupOf[column] as number);
    const bit = 1 << longer.indexOf(this.#groupOf[column] as number);
    const ofFirst = new Int32Array(failed.length);
    const ofSecond = new Int32Array(failed.length);
    this.#rows.forEach((row, place) => {
      const pattern = failed[place] as number;
      const isFirst = takesFirst(this.#ensemble, node, row[column] as number);
      ofFirst[place] = isFirst ? pattern : pattern | bit;
      ofSecond[place] = isFirst ? pattern | bit : pattern;
    });
    const nodes = this.#nodes;
    nodes.test[at] = test[node] as number;
    nodes.threshold[at] = threshold[node] as number;
    nodes.missingFirst[at] = missingFirst[node] as number;
    nodes.bit[at] = bit;
    nodes.first[at] = this.place(first[node] as number, longer, ofFirst);
    nodes.second[at] = this.place(second[node] as number, longer, ofSecond);
    return nodes.first[at] < 0 && nodes.second[at] < 0 ? -1 : at;
  }

  #placeLeaf(node: number, path: readonly number[], failed: Int32Array): number {
    const weight = weightOf(this.#ensemble, node, this.#output);
    if (weight === 0 || path.length === 0) return -1;
    const leaves = this.#leaves;
    const leaf = leaves.weight.push(weight) - 1;
    leaves.groupStart.push(this.#group.length);
    leaves.groupCount.push(path.length);
    this.#group.push(...path);
    const counts = new Map<number, number>();
    for (const pattern of failed) counts.set(pattern, (counts.get(pattern) ?? 0) + 1);
    for (const [pattern, rows] of counts) {
      this.#pattern.push(pattern);
      this.#patternRows.push(rows);
    }
    leaves.patternStart.push(this.#pattern.length);
    return this.#placeNode(path, failed, -1 - leaf, node);
  }

  #placeNode(path: readonly number[], failed: Int32Array, feature: number, node: number): number {
    const nodes = this.#nodes;
    const at = nodes.feature.push(feature) - 1;
    nodes.test.push(0);
    nodes.threshold.push(this.#ensemble.threshold[node] as number);
    nodes.missingFirst.push(0);
    nodes.first.push(-1);
    nodes.second.push(-1);
    nodes.bit.push(0);
    nodes.liveStart.push(this.#live.length);
    nodes.liveMask.push((1 << Math.min(path.length, prunedGroups)) - 1);
    this.#live.push(...livePatterns(failed, Math.min(path.length, prunedGroups)));
    return at;
  }

  arrays(): Omit<CompiledPaths, 'roots' | 'others' | 'mostGroups' | 'depth'> {
    const { feature, test, threshold, missingFirst, first, second, bit, liveStart, liveMask } = this.#nodes;
    const { groupStart, groupCount, patternStart, weight } = this.#leaves;
    return {
      feature: Int32Array.from(feature),
      test: Uint8Array.from(test),
      threshold: Float64Array.from(threshold),
      missingFirst: Uint8Array.from(missingFirst),
      members: this.#ensemble.members,
      first: Int32Array.from(first),
      second: Int32Array.from(second),
      bit: Int32Array.from(bit),
      liveStart: Int32Array.from(liveStart),
      liveMask: Int32Array.from(liveMask),
      live: Int32Array.from(this.#live),
      groupStart: Int32Array.from(groupStart),
      groupCount: Int32Array.from(groupCount),
      group: Int32Array.from(this.#group),
      patternStart: Int32Array.from(patternStart),
      pattern: Int32Array.from(this.#pattern),
      patternRows: Int32Array.from(this.#patternRows),
      weight: Float64Array.from(weight),
    };
  }
}

/** For each pattern of so many groups, a bit: whether some background row fulfils every condition that it fails. */
function livePatterns(failed: Int32Array, groups: number): Int32Array {
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
