import type { onnx } from 'onnx-proto';
import { ExplainabilityError } from '../explainability-error.ts';
import { buildEnsemble, type SourceNode, type SplitMode } from './build-ensemble.ts';
import { attributeOf, floatsOf, intsOf, textsOf } from './node-attributes.ts';
import { tensorNumbers } from './tensor-numbers.ts';
import type { TreeEnsemble } from './tree-ensemble.ts';

export interface NodeTreesOptions {
  single: boolean;
  targets: number;
  /** What the attributes of the weights start with. */
  prefix: 'class' | 'target';
  isAverage: boolean;
  bases: Float64Array;
}

/**
 * Trees of TreeEnsembleClassifier and TreeEnsembleRegressor: splits and leaves in one list, named by tree and node. As in
 * ONNX Runtime, a tree starts at the first of its nodes in the list.
 */
export function readNodeTrees(node: onnx.INodeProto, options: NodeTreesOptions): TreeEnsemble {
  const treeIds = intsOf(node, 'nodes_treeids') ?? [];
  const count = treeIds.length;
  const list = <Value>(name: string, values: ArrayLike<Value> | null): ArrayLike<Value> => {
    if (values?.length === count) return values;
    throw refused(`${name} has ${values?.length ?? 0} entries for ${count} nodes`);
  };
  const nodeIds = list('nodes_nodeids', intsOf(node, 'nodes_nodeids'));
  const features = list('nodes_featureids', intsOf(node, 'nodes_featureids'));
  const modes = list('nodes_modes', textsOf(node, 'nodes_modes'));
  const values = list('nodes_values', numbersOf(node, 'nodes_values'));
  const yes = list('nodes_truenodeids', intsOf(node, 'nodes_truenodeids'));
  const no = list('nodes_falsenodeids', intsOf(node, 'nodes_falsenodeids'));
  const missing = intsOf(node, 'nodes_missing_value_tracks_true') ?? [];

  const places = new Map<number, Map<number, number>>();
  const roots: number[] = [];
  for (let at = 0; at < count; at++) {
    const tree = treeIds[at] as number;
    let nodes = places.get(tree);
    if (!nodes) {
      places.set(tree, (nodes = new Map()));
      roots.push(at);
    }
    const id = nodeIds[at] as number;
    if (nodes.has(id)) throw refused(`node ${id} of tree ${tree} stands there twice`);
    nodes.set(id, at);
  }
  const placeOf = (tree: number | undefined, id: number | undefined): number =>
    places.get(tree ?? Number.NaN)?.get(id ?? Number.NaN) ?? -1;
  const weights = weightsOf(node, options.prefix, placeOf);

  return buildEnsemble({
    targets: options.targets,
    single: options.single,
    roots,
    bases: options.bases,
    factor: options.isAverage ? 1 / roots.length : 1,
    isShared: () => false,
    name: (at) => (at < 0 ? 'a node' : `node ${nodeIds[at]} of tree ${treeIds[at]}`),
    node: (at): SourceNode | null => {
      if (at < 0) return null;
      const mode = modes[at] as string;
      if (mode === 'LEAF') return { kind: 'leaf', weights: weights.get(at) ?? [] };
      if (!isSplitMode(mode)) throw refused(`a node is of mode ${mode}`);
      return {
        kind: 'split',
        mode: splitModes[mode],
        feature: features[at] as number,
        value: values[at] as number,
        missingIsYes: missing[at] === 1,
        yes: placeOf(treeIds[at], yes[at]),
        no: placeOf(treeIds[at], no[at]),
      };
    },
  });
}

function weightsOf(
  node: onnx.INodeProto,
  prefix: string,
  placeOf: (tree: number | undefined, id: number | undefined) => number,
): Map<number, { target: number; weight: number }[]> {
  const targets = intsOf(node, `${prefix}_ids`) ?? [];
  const trees = intsOf(node, `${prefix}_treeids`) ?? [];
  const nodes = intsOf(node, `${prefix}_nodeids`) ?? [];
  const numbers = numbersOf(node, `${prefix}_weights`) ?? [];
  if (new Set([targets.length, trees.length, nodes.length, numbers.length]).size > 1)
    throw refused('its lists of weights are not of one length');
  const weights = new Map<number, { target: number; weight: number }[]>();
  targets.forEach((target, at) => {
    const place = placeOf(trees[at], nodes[at]);
    if (place < 0)
      throw refused(`there is a weight for node ${nodes[at]} of tree ${trees[at]}, which is missing`);
    const own = weights.get(place);
    const one = { target, weight: numbers[at] ?? Number.NaN };
    if (own) own.push(one);
    else weights.set(place, [one]);
  });
  return weights;
}

const splitModes = {
  BRANCH_LEQ: 'LEQ',
  BRANCH_LT: 'LT',
  BRANCH_GTE: 'GTE',
  BRANCH_GT: 'GT',
  BRANCH_EQ: 'EQ',
  BRANCH_NEQ: 'NEQ',
} as const satisfies Record<string, SplitMode>;

const isSplitMode = (mode: string): mode is keyof typeof splitModes => Object.hasOwn(splitModes, mode);

/** A list of numbers: single precision, or double under the same name with `_as_tensor` behind. */
export function numbersOf(node: onnx.INodeProto, name: string): ArrayLike<number> | null {
  const { t } = attributeOf(node, `${name}_as_tensor`) ?? {};
  return t ? tensorNumbers(t) : floatsOf(node, name);
}

const refused = (what: string): ExplainabilityError =>
  new ExplainabilityError('unsupported', `the trees cannot be read: ${what}`, {
    hint: 'export the model again',
  });
