/** How a split tells its two ways apart: `x ≤ threshold`, `x = threshold`, or `x` among the members. */
export const atMost = 0;
export const equals = 1;
export const isMember = 2;

/**
 * Decision trees whose leaves add up: node by node, each tree's nodes one after the other with the parent first. All
 * modes of ONNX are brought to three tests; a value that fulfils the test takes the first way.
 */
export interface TreeEnsemble {
  /** Columns of a row: one more than the greatest that a split asks for. */
  readonly columns: number;
  /** Sums that come out: one for each target or class that has weights of its own. */
  readonly targets: number;
  /** Values are rounded to single precision before they are compared. */
  readonly single: boolean;
  /** First node of each tree. */
  readonly roots: Int32Array;
  /** Column that a split asks for; -1 for a leaf. */
  readonly feature: Int32Array;
  readonly test: Uint8Array;
  /** What a value is compared with; the place in `members` where the test is {@link isMember}. */
  readonly threshold: Float64Array;
  /** 1 where a missing value takes the first way. */
  readonly missingFirst: Uint8Array;
  readonly first: Int32Array;
  readonly second: Int32Array;
  /** Where the weights of a node start; `[nodes + 1]`. Splits have none. */
  readonly weightStart: Int32Array;
  readonly weightTarget: Int32Array;
  readonly weight: Float64Array;
  readonly members: readonly ReadonlySet<number>[];
  /** What each sum starts from. */
  readonly bases: Float64Array;
}

/** Whether a value takes the first way of a split. */
export function takesFirst(ensemble: TreeEnsemble, node: number, value: number): boolean {
  if (value !== value) return ensemble.missingFirst[node] === 1;
  const threshold = ensemble.threshold[node] as number;
  const test = ensemble.test[node];
  if (test === atMost) return value <= threshold;
  if (test === equals) return value === threshold;
  return ensemble.members[threshold]?.has(value) ?? false;
}

/** A row as the ensemble compares it. */
export function comparedRow(
  { columns, single }: TreeEnsemble,
  row: ArrayLike<number>,
  into: Float64Array,
): Float64Array {
  for (let column = 0; column < columns; column++) {
    const value = row[column] ?? Number.NaN;
    into[column] = single ? Math.fround(value) : value;
  }
  return into;
}

/** The leaf that a row reaches; `row` as {@link comparedRow} gives it. */
export function leafOf(ensemble: TreeEnsemble, root: number, row: Float64Array): number {
  let node = root;
  for (let feature = ensemble.feature[node] as number; feature >= 0;) {
    const way = takesFirst(ensemble, node, row[feature] as number) ? ensemble.first : ensemble.second;
    node = way[node] as number;
    feature = ensemble.feature[node] as number;
  }
  return node;
}

/** What a leaf adds to a target. */
export function weightOf(
  { weightStart, weightTarget, weight }: TreeEnsemble,
  leaf: number,
  target: number,
): number {
  let sum = 0;
  for (let at = weightStart[leaf] as number; at < (weightStart[leaf + 1] as number); at++)
    if (weightTarget[at] === target) sum += weight[at] as number;
  return sum;
}

/** The sums of a row, a number for each target, before any link. */
export function sumsOf(ensemble: TreeEnsemble, row: ArrayLike<number>): Float64Array {
  const { roots, weightStart, weightTarget, weight, bases, columns } = ensemble;
  const compared = comparedRow(ensemble, row, new Float64Array(columns));
  const sums = bases.slice();
  for (const root of roots) {
    const leaf = leafOf(ensemble, root, compared);
    for (let at = weightStart[leaf] as number; at < (weightStart[leaf + 1] as number); at++)
      (sums[weightTarget[at] as number] as number) += weight[at] as number;
  }
  return sums;
}
