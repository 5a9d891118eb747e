import type { onnx } from 'onnx-proto';
import { ExplainabilityError } from '../explainability-error.ts';
import { pairOfScores, plainScores, type Link } from '../linear/link.ts';
import { postTransform } from '../linear/post-transform.ts';
import { intOf, operatorOf, textOf, textsOf, intsOf } from './node-attributes.ts';
import { readLeafTrees } from './read-leaf-trees.ts';
import { numbersOf, readNodeTrees } from './read-node-trees.ts';
import type { TreeEnsemble } from './tree-ensemble.ts';

/** Trees and how the operator makes its outputs of their sums. */
export interface TreeEnd {
  readonly ensemble: TreeEnsemble;
  readonly link: Link;
  /** Whether the sums are probabilities already: a forest's. */
  readonly givesShares: boolean;
  /** Whether the outputs are those of classes. */
  readonly isClassifier: boolean;
}

/** Operators that hold trees, and which of their outputs holds the scores. */
export const treeOperators: ReadonlyMap<string, number> = new Map([
  ['ai.onnx.ml.TreeEnsembleClassifier', 1],
  ['ai.onnx.ml.TreeEnsembleRegressor', 0],
  ['ai.onnx.ml.TreeEnsemble', 0],
]);

/**
 * Reads the trees of a node: TreeEnsembleClassifier and TreeEnsembleRegressor (ai.onnx.ml 1 and 3), TreeEnsemble (5), as
 * onnx.ai/onnx/operators describes them. Where that is silent (two classes and one set of weights, base values), it is read
 * as ONNX Runtime computes it: `tree_ensemble_aggregator.h` and `write_scores` in `ml_common.h`, judged against 1.30.
 *
 * @param single values are compared in single precision: the node's input is of type float. ONNX Runtime compares doubles
 * as such, also with thresholds of single precision
 * @throws ExplainabilityError `unsupported` for trees that are damaged, or do not add up
 */
export function readTrees(node: onnx.INodeProto, single: boolean): TreeEnd {
  const operator = operatorOf(node);
  if (operator === 'ai.onnx.ml.TreeEnsemble') {
    const ensemble = readLeafTrees(
      node,
      single,
      additive(aggregateNames[intOf(node, 'aggregate_function') ?? 1]),
    );
    const steps = postTransform(linkNames[intOf(node, 'post_transform') ?? 0] ?? 'unknown', ensemble.targets);
    const link = { scores: plainScores(ensemble.targets), steps };
    return { ensemble, link, givesShares: false, isClassifier: steps.length > 0 };
  }
  const post = textOf(node, 'post_transform') ?? 'NONE';
  if (operator === 'ai.onnx.ml.TreeEnsembleClassifier') return readClassifier(node, single, post);
  const targets = intOf(node, 'n_targets') ?? 1;
  const ensemble = readNodeTrees(node, {
    single,
    targets,
    prefix: 'target',
    isAverage: additive(textOf(node, 'aggregate_function') ?? 'SUM') === 'AVERAGE',
    bases: basesOf(node, targets),
  });
  const steps = postTransform(post, targets);
  return {
    ensemble,
    link: { scores: plainScores(targets), steps },
    givesShares: false,
    isClassifier: steps.length > 0,
  };
}

function readClassifier(node: onnx.INodeProto, single: boolean, post: string): TreeEnd {
  const classes = (textsOf(node, 'classlabels_strings') ?? intsOf(node, 'classlabels_int64s') ?? []).length;
  if (classes < 2) throw refused('the classifier knows one class only');
  const ids = new Set(intsOf(node, 'class_ids') ?? []);
  const isPair = classes === 2 && ids.size === 1 && ids.has(0);
  const targets = isPair ? 1 : classes;
  const given = numbersOf(node, 'base_values') ?? [];
  if (classes === 2 && given.length === 2)
    throw refused('what two base values of a classifier of two classes mean is not defined');
  const bases = new Float64Array(targets);
  // A lone base value belongs to class 0, and to no one where class 1 alone has weights.
  if (!(classes === 2 && ids.size === 1 && ids.has(1)))
    for (let at = 0; at < targets; at++) bases[at] = given[at] ?? 0;
  const ensemble = readNodeTrees(node, { single, targets, prefix: 'class', isAverage: false, bases });
  const isPositive = ensemble.weight.every((weight) => weight >= 0);
  if (!isPair)
    return {
      ensemble,
      link: { scores: plainScores(targets), steps: postTransform(post, targets) },
      givesShares: isPositive && post === 'NONE',
      isClassifier: true,
    };
  // One set of weights: σ of it where that is asked for; else every other transform is passed over.
  const isLogistic = post === 'LOGISTIC';
  const first = isPositive && !isLogistic ? 'complement' : 'negative';
  return {
    ensemble,
    link: { scores: pairOfScores(first), steps: isLogistic ? ['logistic'] : [] },
    givesShares: first === 'complement',
    isClassifier: true,
  };
}

const aggregateNames = ['AVERAGE', 'SUM', 'MIN', 'MAX'];
// The specification has SOFTMAX before LOGISTIC. ONNX Runtime 1.30 takes them the other way round, and it is what the model says.
const linkNames = ['NONE', 'LOGISTIC', 'SOFTMAX', 'SOFTMAX_ZERO', 'PROBIT'];

function additive(aggregate: string | undefined): 'SUM' | 'AVERAGE' {
  if (aggregate === 'SUM' || aggregate === 'AVERAGE') return aggregate;
  throw refused(`its trees are not added, but ${aggregate ?? 'joined in an unknown way'}`);
}

function basesOf(node: onnx.INodeProto, targets: number): Float64Array {
  const given = numbersOf(node, 'base_values') ?? [];
  if (given.length === 0) return new Float64Array(targets);
  if (given.length === targets) return Float64Array.from(given);
  throw refused(`it has ${given.length} base values for ${targets} targets`);
}

const refused = (what: string): ExplainabilityError => new ExplainabilityError('unsupported', what);
