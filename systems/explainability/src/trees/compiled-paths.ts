import type { TreeEnsemble } from './tree-ensemble.ts';

/** How values of some columns are told apart: as in {@link TreeEnsemble}, with the same names. */
export interface Tests {
  readonly feature: Int32Array;
  readonly test: Uint8Array;
  readonly threshold: Float64Array;
  readonly missingFirst: Uint8Array;
}

/**
 * Trees, ready for rows that are explained by one background. A *pattern* has a bit for each distinct group on the way to
 * a node, in the order of the way: set where a row fails a condition of the group. A *block* is a leaf, or the last few
 * splits of a tree with their leaves: what it gives depends on the pattern at its start and on which way each of its
 * splits sends the row.
 */
export interface CompiledPaths {
  /** First node of each tree; -1 where nothing counts. */
  readonly roots: Int32Array;
  /** Nodes: `feature` is `-1 - block` for a block. */
  readonly nodes: Tests & {
    /** -1 for a way that leads to nothing that counts. */
    readonly first: Int32Array;
    readonly second: Int32Array;
    /** Bit of the group that a split asks for. */
    readonly bit: Int32Array;
    /** Whether a background row complements a pattern: a bit each in `live`, from `liveStart`, of the bits in `liveMask`. */
    readonly liveStart: Int32Array;
    readonly liveMask: Int32Array;
    readonly live: Int32Array;
  };
  readonly blocks: {
    readonly count: number;
    /** Groups on the way to a block: bits of its pattern. */
    readonly pathGroups: Int32Array;
    /** Groups of a block, those on the way first; `[blocks + 1]`, as all starts here. */
    readonly groupStart: Int32Array;
    readonly group: Int32Array;
    readonly splitStart: Int32Array;
    readonly leafStart: Int32Array;
  };
  /** Splits of blocks, one block after the other. */
  readonly splits: Tests;
  /** Leaves of blocks, one block after the other. */
  readonly leaves: {
    readonly weight: Float64Array;
    /** Conditions within the block: the split's place in it, the way it must send a row (1 the first), the group's bit. */
    readonly conditionStart: Int32Array;
    readonly conditionSplit: Int32Array;
    readonly conditionWay: Int32Array;
    readonly conditionBit: Int32Array;
    /** Place among the block's groups of each group on the way to the leaf. */
    readonly slotStart: Int32Array;
    readonly slot: Int32Array;
    /** Distinct patterns of background rows, and how many rows have each. */
    readonly patternStart: Int32Array;
    readonly pattern: Int32Array;
    readonly patternRows: Int32Array;
  };
  readonly members: TreeEnsemble['members'];
  /** Trees that have too many groups on a way, or too many patterns: their first nodes in the ensemble. */
  readonly others: Int32Array;
  /** Most groups on a way to a leaf of any tree. */
  readonly mostGroups: number;
  readonly depth: number;
}
