import type { CompiledPaths, Tests } from './compiled-paths.ts';
import { livePatterns, prunedGroups } from './live-patterns.ts';
import { takesFirst, weightOf, type TreeEnsemble } from './tree-ensemble.ts';

/** The last splits of a tree are one block, up to so many of them. */
const blockSplits = 3;
/** A block of several splits has a table of 2^8 combinations at most. */
const blockBits = 8;

/** A way to a node: its distinct groups in order, and which of them each background row fails. */
interface Way {
  readonly path: readonly number[];
  readonly failed: Int32Array;
}

interface Condition {
  readonly split: number;
  readonly way: 0 | 1;
  readonly bit: number;
}

const noTests = () => ({
  feature: [] as number[],
  test: [] as number[],
  threshold: [] as number[],
  missingFirst: [] as number[],
});

/** Lays out the nodes and blocks of {@link CompiledPaths}, tree by tree. */
export class PathWriter {
  readonly #ensemble: TreeEnsemble;
  readonly #output: number;
  readonly #groupOf: Int32Array;
  readonly #rows: readonly Float64Array[];
  /** Splits behind each node of the ensemble, itself included. */
  readonly #splitsBehind: Int32Array;
  readonly #nodes = {
    ...noTests(),
    first: [] as number[],
    second: [] as number[],
    bit: [] as number[],
    liveStart: [] as number[],
    liveMask: [] as number[],
    live: [] as number[],
  };
  readonly #blocks = {
    pathGroups: [] as number[],
    groupStart: [0],
    group: [] as number[],
    splitStart: [0],
    leafStart: [0],
  };
  readonly #splits = noTests();
  readonly #leaves = {
    weight: [] as number[],
    conditionStart: [0],
    conditionSplit: [] as number[],
    conditionWay: [] as number[],
    conditionBit: [] as number[],
    slotStart: [0],
    slot: [] as number[],
    patternStart: [0],
    pattern: [] as number[],
    patternRows: [] as number[],
  };

  constructor(ensemble: TreeEnsemble, output: number, groupOf: Int32Array, rows: readonly Float64Array[]) {
    this.#ensemble = ensemble;
    this.#output = output;
    this.#groupOf = groupOf;
    this.#rows = rows;
    this.#splitsBehind = splitsBehind(ensemble);
  }

  /** Patterns of background rows that were written. */
  get patterns(): number {
    return this.#leaves.pattern.length;
  }

  /** Writes a node of the ensemble and what is behind it; -1 where no leaf has a weight. */
  place(node: number, path: readonly number[], failed: Int32Array): number {
    const way = { path, failed };
    const splits = this.#splitsBehind[node] as number;
    if (splits === 0 || (splits <= blockSplits && path.length + splits <= blockBits))
      return this.#placeBlock(node, way);
    const at = this.#placeNode(node, this.#ensemble.feature[node] as number, way);
    const { bit, first, second } = this.#parted(node, way);
    this.#nodes.bit[at] = bit;
    const ofFirst = this.place(this.#ensemble.first[node] as number, first.path, first.failed);
    const ofSecond = this.place(this.#ensemble.second[node] as number, second.path, second.failed);
    this.#nodes.first[at] = ofFirst;
    this.#nodes.second[at] = ofSecond;
    return ofFirst < 0 && ofSecond < 0 ? -1 : at;
  }

  #placeBlock(node: number, way: Way): number {
    const { pathGroups, groupStart, group, splitStart, leafStart } = this.#blocks;
    const groups = [...way.path];
    const leaves = this.#leaves.weight.length;
    const splits = this.#splits.feature.length;
    this.#fillBlock(node, way, [], groups, splits);
    if (this.#leaves.weight.length === leaves) {
      for (const list of Object.values(this.#splits)) list.length = splits;
      return -1;
    }
    const block = pathGroups.push(way.path.length) - 1;
    for (const one of groups) group.push(one);
    groupStart.push(group.length);
    splitStart.push(this.#splits.feature.length);
    leafStart.push(this.#leaves.weight.length);
    return this.#placeNode(node, -1 - block, way);
  }

  #fillBlock(
    node: number,
    way: Way,
    conditions: readonly Condition[],
    groups: number[],
    start: number,
  ): void {
    const { feature, first, second } = this.#ensemble;
    if ((feature[node] as number) < 0) return this.#placeLeaf(node, way, conditions, groups);
    const split = this.#splits.feature.length - start;
    pushTest(this.#splits, this.#ensemble, node);
    const parts = this.#parted(node, way);
    for (const group of parts.first.path) if (!groups.includes(group)) groups.push(group);
    const { bit } = parts;
    this.#fillBlock(
      first[node] as number,
      parts.first,
      [...conditions, { split, way: 1, bit }],
      groups,
      start,
    );
    this.#fillBlock(
      second[node] as number,
      parts.second,
      [...conditions, { split, way: 0, bit }],
      groups,
      start,
    );
  }

  #placeLeaf(
    node: number,
    { path, failed }: Way,
    conditions: readonly Condition[],
    groups: readonly number[],
  ): void {
    const weight = weightOf(this.#ensemble, node, this.#output);
    // A tree of one leaf gives nothing to anyone.
    if (weight === 0 || path.length === 0) return;
    const leaves = this.#leaves;
    leaves.weight.push(weight);
    for (const { split, way, bit } of conditions) {
      leaves.conditionSplit.push(split);
      leaves.conditionWay.push(way);
      leaves.conditionBit.push(bit);
    }
    leaves.conditionStart.push(leaves.conditionSplit.length);
    for (const group of path) leaves.slot.push(groups.indexOf(group));
    leaves.slotStart.push(leaves.slot.length);
    const counts = new Map<number, number>();
    for (const pattern of failed) counts.set(pattern, (counts.get(pattern) ?? 0) + 1);
    for (const [pattern, rows] of counts) {
      leaves.pattern.push(pattern);
      leaves.patternRows.push(rows);
    }
    leaves.patternStart.push(leaves.pattern.length);
  }

  /** The two ways behind a split. */
  #parted(node: number, { path, failed }: Way): { bit: number; first: Way; second: Way } {
    const column = this.#ensemble.feature[node] as number;
    const group = this.#groupOf[column] as number;
    const longer = path.includes(group) ? path : [...path, group];
    const bit = 1 << longer.indexOf(group);
    const ofFirst = new Int32Array(failed.length);
    const ofSecond = new Int32Array(failed.length);
    this.#rows.forEach((row, place) => {
      const pattern = failed[place] as number;
      const isFirst = takesFirst(this.#ensemble, node, row[column] as number);
      ofFirst[place] = isFirst ? pattern : pattern | bit;
      ofSecond[place] = isFirst ? pattern | bit : pattern;
    });
    return { bit, first: { path: longer, failed: ofFirst }, second: { path: longer, failed: ofSecond } };
  }

  #placeNode(node: number, feature: number, { path, failed }: Way): number {
    const nodes = this.#nodes;
    const at = nodes.feature.length;
    pushTest(nodes, this.#ensemble, node);
    nodes.feature[at] = feature;
    nodes.first.push(-1);
    nodes.second.push(-1);
    nodes.bit.push(0);
    const groups = Math.min(path.length, prunedGroups);
    nodes.liveStart.push(nodes.live.length);
    nodes.liveMask.push((1 << groups) - 1);
    for (const bits of livePatterns(failed, groups)) nodes.live.push(bits);
    return at;
  }

  arrays(): Pick<CompiledPaths, 'nodes' | 'blocks' | 'splits' | 'leaves'> {
    const nodes = this.#nodes;
    return {
      nodes: {
        ...testsOf(nodes),
        ...wholes(nodes, ['first', 'second', 'bit', 'liveStart', 'liveMask', 'live']),
      },
      blocks: {
        count: this.#blocks.pathGroups.length,
        ...wholes(this.#blocks, ['pathGroups', 'groupStart', 'group', 'splitStart', 'leafStart']),
      },
      splits: testsOf(this.#splits),
      leaves: {
        weight: Float64Array.from(this.#leaves.weight),
        ...wholes(this.#leaves, [
          'conditionStart',
          'conditionSplit',
          'conditionWay',
          'conditionBit',
          'slotStart',
          'slot',
          'patternStart',
          'pattern',
          'patternRows',
        ]),
      },
    };
  }
}

function pushTest(tests: ReturnType<typeof noTests>, from: Tests, node: number): void {
  tests.feature.push(from.feature[node] as number);
  tests.test.push(from.test[node] as number);
  tests.threshold.push(from.threshold[node] as number);
  tests.missingFirst.push(from.missingFirst[node] as number);
}

const testsOf = (tests: ReturnType<typeof noTests>): Tests => ({
  feature: Int32Array.from(tests.feature),
  test: Uint8Array.from(tests.test),
  threshold: Float64Array.from(tests.threshold),
  missingFirst: Uint8Array.from(tests.missingFirst),
});

function wholes<Name extends string>(
  lists: Record<Name, number[]>,
  names: readonly Name[],
): Record<Name, Int32Array> {
  return Object.fromEntries(names.map((name) => [name, Int32Array.from(lists[name])])) as Record<
    Name,
    Int32Array
  >;
}

/** Children stand behind their parents, so that one pass from the end counts them. */
function splitsBehind({ feature, first, second }: TreeEnsemble): Int32Array {
  const counts = new Int32Array(feature.length);
  for (let node = feature.length - 1; node >= 0; node--)
    if ((feature[node] as number) >= 0)
      counts[node] =
        1 + (counts[first[node] as number] as number) + (counts[second[node] as number] as number);
  return counts;
}
