import type { onnx } from 'onnx-proto';
import { ExplainabilityError } from '../explainability-error.ts';
import { buildEnsemble, type SourceNode, type SplitMode } from './build-ensemble.ts';
import { attributeOf, intOf, intsOf } from './node-attributes.ts';
import { tensorNumbers } from './tensor-numbers.ts';
import type { TreeEnsemble } from './tree-ensemble.ts';

const modes: readonly SplitMode[] = ['LEQ', 'LT', 'GTE', 'GT', 'EQ', 'NEQ', 'MEMBER'];

/** Trees of TreeEnsemble (ai.onnx.ml 5): splits in one list, leaves in another. */
export function readLeafTrees(
  node: onnx.INodeProto,
  single: boolean,
  aggregate: 'SUM' | 'AVERAGE',
): TreeEnsemble {
  const features = intsOf(node, 'nodes_featureids') ?? [];
  const count = features.length;
  const list = (name: string, values: ArrayLike<number> | null): ArrayLike<number> => {
    if (values?.length === count) return values;
    throw refused(`${name} has ${values?.length ?? 0} entries for ${count} splits`);
  };
  const kinds = list('nodes_modes', tensorOf(node, 'nodes_modes'));
  const splits = list('nodes_splits', tensorOf(node, 'nodes_splits'));
  const yes = list('nodes_truenodeids', intsOf(node, 'nodes_truenodeids'));
  const no = list('nodes_falsenodeids', intsOf(node, 'nodes_falsenodeids'));
  const yesIsLeaf = list('nodes_trueleafs', intsOf(node, 'nodes_trueleafs'));
  const noIsLeaf = list('nodes_falseleafs', intsOf(node, 'nodes_falseleafs'));
  const missing = intsOf(node, 'nodes_missing_value_tracks_true') ?? [];
  const targetOf = intsOf(node, 'leaf_targetids') ?? [];
  const weights = tensorOf(node, 'leaf_weights') ?? [];
  if (weights.length !== targetOf.length)
    throw refused(`it has ${weights.length} weights for ${targetOf.length} leaves`);
  const members = membersOf(tensorOf(node, 'membership_values') ?? [], kinds);
  const roots = intsOf(node, 'tree_roots') ?? [];
  const targets = intOf(node, 'n_targets') ?? 1;

  return buildEnsemble({
    targets,
    single,
    roots: roots.map((root) => (root >= 0 && root < count ? root : -1)),
    bases: new Float64Array(targets),
    factor: aggregate === 'AVERAGE' ? 1 / roots.length : 1,
    // A tree of one leaf is a split whose ways both lead to it.
    isShared: (key) => key >= count,
    name: (key) => (key < 0 ? 'a node' : key < count ? `split ${key}` : `leaf ${key - count}`),
    node: (key): SourceNode | null => {
      if (key >= count) {
        const weight = weights[key - count];
        return weight === undefined
          ? null
          : { kind: 'leaf', weights: [{ target: targetOf[key - count] as number, weight }] };
      }
      const mode = modes[kinds[key] ?? -1];
      if (key < 0) return null;
      if (!mode) throw refused(`split ${key} is of mode ${kinds[key]}`);
      const way = (to: number | undefined, isLeaf: number | undefined): number => {
        if (to === undefined || to < 0) return -1;
        return isLeaf ? count + to : to < count ? to : -1;
      };
      return {
        kind: 'split',
        mode,
        feature: features[key] as number,
        value: splits[key] as number,
        members: members.get(key) ?? [],
        missingIsYes: missing[key] === 1,
        yes: way(yes[key], yesIsLeaf[key]),
        no: way(no[key], noIsLeaf[key]),
      };
    },
  });
}

/** Members of each split by membership: one list after the other, NaN between. */
function membersOf(values: ArrayLike<number>, kinds: ArrayLike<number>): Map<number, number[]> {
  const lists: number[][] = [[]];
  for (let at = 0; at < values.length; at++) {
    const value = values[at] as number;
    if (Number.isNaN(value)) lists.push([]);
    else lists.at(-1)?.push(value);
  }
  const found = new Map<number, number[]>();
  for (let at = 0; at < kinds.length; at++)
    if (modes[kinds[at] as number] === 'MEMBER') {
      const own = lists[found.size];
      if (!own) throw refused(`split ${at} has no members`);
      found.set(at, own);
    }
  return found;
}

function tensorOf(node: onnx.INodeProto, name: string): Float64Array | null {
  const { t } = attributeOf(node, name) ?? {};
  return t ? tensorNumbers(t) : null;
}

const refused = (what: string): ExplainabilityError =>
  new ExplainabilityError('unsupported', `the trees cannot be read: ${what}`, {
    hint: 'export the model again',
  });
