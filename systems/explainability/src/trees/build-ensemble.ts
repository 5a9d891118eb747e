import { ExplainabilityError } from '../explainability-error.ts';
import { atMost, equals, isMember, type TreeEnsemble } from './tree-ensemble.ts';

export type SplitMode = 'LEQ' | 'LT' | 'GTE' | 'GT' | 'EQ' | 'NEQ' | 'MEMBER';

/** A node as a file describes it; `yes` and `no` are keys of the nodes behind. */
export type SourceNode =
  | { readonly kind: 'leaf'; readonly weights: readonly { target: number; weight: number }[] }
  | {
      readonly kind: 'split';
      readonly mode: SplitMode;
      readonly feature: number;
      readonly value: number;
      readonly members?: readonly number[];
      readonly missingIsYes: boolean;
      readonly yes: number;
      readonly no: number;
    };

export interface SourceTrees {
  readonly targets: number;
  readonly single: boolean;
  /** Keys of the trees' first nodes. */
  readonly roots: readonly number[];
  /** The node of a key; `null` where there is none. */
  readonly node: (key: number) => SourceNode | null;
  /** A node in words, for errors. */
  readonly name: (key: number) => string;
  /** Leaves that two splits may share: they are copied. */
  readonly isShared: (key: number) => boolean;
  readonly bases: Float64Array;
  /** Every weight is multiplied by it. */
  readonly factor: number;
}

/** Deeper trees than this are refused, as ONNX Runtime's own reader did. */
const mostDepth = 1000;

/**
 * Lays trees out one after the other, parents first.
 *
 * @throws ExplainabilityError `unsupported` for trees with loops, with nodes that are missing or reached twice, that are
 * too deep, and for thresholds, columns or targets that are no numbers
 */
export function buildEnsemble(source: SourceTrees): TreeEnsemble {
  const feature: number[] = [];
  const test: number[] = [];
  const threshold: number[] = [];
  const missingFirst: number[] = [];
  const first: number[] = [];
  const second: number[] = [];
  const weightStart: number[] = [0];
  const weightTarget: number[] = [];
  const weight: number[] = [];
  const members: ReadonlySet<number>[] = [];
  const seen = new Set<number>();

  function place(key: number): { at: number; ways: [number, number] | null } {
    const node = source.node(key);
    if (!node) throw refused(`${source.name(key)} is missing`);
    if (seen.has(key) && !source.isShared(key)) throw refused(`${source.name(key)} is reached twice`);
    seen.add(key);
    const at = feature.length;
    if (node.kind === 'leaf') {
      for (const one of node.weights) {
        if (!Number.isInteger(one.target) || one.target < 0 || one.target >= source.targets)
          throw refused(`${source.name(key)} has a weight for output ${one.target} of ${source.targets}`);
        weightTarget.push(one.target);
        weight.push(one.weight * source.factor);
      }
      feature.push(-1);
      test.push(0);
      threshold.push(0);
      missingFirst.push(0);
    } else {
      if (!Number.isInteger(node.feature) || node.feature < 0 || node.feature >= mostColumns)
        throw refused(`${source.name(key)} asks for column ${node.feature}`);
      if (Number.isNaN(node.value) && node.mode !== 'MEMBER')
        throw refused(`the threshold of ${source.name(key)} is no number`);
      const split = splitOf(node);
      feature.push(node.feature);
      test.push(split.test);
      threshold.push(node.mode === 'MEMBER' ? members.push(new Set(node.members)) - 1 : split.threshold);
      missingFirst.push(split.missingFirst ? 1 : 0);
      first.push(-1);
      second.push(-1);
      weightStart.push(weight.length);
      return { at, ways: split.isSwapped ? [node.no, node.yes] : [node.yes, node.no] };
    }
    first.push(-1);
    second.push(-1);
    weightStart.push(weight.length);
    return { at, ways: null };
  }

  const roots = source.roots.map((root) => {
    const start = feature.length;
    const waiting: { key: number; depth: number; parent: number; isFirst: boolean }[] = [
      { key: root, depth: 0, parent: -1, isFirst: true },
    ];
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const { key, depth, parent, isFirst } = next;
      if (depth > mostDepth) throw refused(`${source.name(key)} is deeper than ${mostDepth} splits`);
      const { at, ways } = place(key);
      if (parent >= 0) (isFirst ? first : second)[parent] = at;
      if (ways)
        waiting.push(
          { key: ways[1], depth: depth + 1, parent: at, isFirst: false },
          { key: ways[0], depth: depth + 1, parent: at, isFirst: true },
        );
    }
    return start;
  });

  return {
    columns: feature.reduce((most, one) => Math.max(most, one + 1), 0),
    targets: source.targets,
    single: source.single,
    roots: Int32Array.from(roots),
    feature: Int32Array.from(feature),
    test: Uint8Array.from(test),
    threshold: Float64Array.from(threshold),
    missingFirst: Uint8Array.from(missingFirst),
    first: Int32Array.from(first),
    second: Int32Array.from(second),
    weightStart: Int32Array.from(weightStart),
    weightTarget: Int32Array.from(weightTarget),
    weight: Float64Array.from(weight),
    members,
    bases: source.bases,
  };
}

/** Rows of more columns than this are not those of a table. */
const mostColumns = 1_000_000;

function splitOf({ mode, value, missingIsYes }: SourceNode & { kind: 'split' }): {
  test: number;
  threshold: number;
  missingFirst: boolean;
  isSwapped: boolean;
} {
  if (mode === 'LEQ' || mode === 'LT')
    return {
      test: atMost,
      threshold: mode === 'LT' ? nextBelow(value) : value,
      missingFirst: missingIsYes,
      isSwapped: false,
    };
  // `x ≥ t` is "not x < t" for every number; a missing value fails both.
  if (mode === 'GT' || mode === 'GTE')
    return {
      test: atMost,
      threshold: mode === 'GTE' ? nextBelow(value) : value,
      missingFirst: !missingIsYes,
      isSwapped: true,
    };
  if (mode === 'NEQ') return { test: equals, threshold: value, missingFirst: false, isSwapped: true };
  const test = mode === 'EQ' ? equals : isMember;
  return { test, threshold: value, missingFirst: missingIsYes, isSwapped: false };
}

/** The greatest double below a number: `x < t` is `x ≤ nextBelow(t)`. NaN, which nothing is at most, for -∞. */
function nextBelow(value: number): number {
  if (value === -Infinity) return Number.NaN;
  if (value === 0) return -Number.MIN_VALUE;
  const bits = new BigInt64Array(new Float64Array([value]).buffer);
  (bits[0] as bigint) += value > 0 ? -1n : 1n;
  return new Float64Array(bits.buffer)[0] as number;
}

const refused = (what: string): ExplainabilityError =>
  new ExplainabilityError('unsupported', `the trees cannot be read: ${what}`, {
    hint: 'export the model again',
  });
