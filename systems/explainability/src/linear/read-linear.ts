import type { onnx } from 'onnx-proto';
import { ExplainabilityError } from '../explainability-error.ts';
import { constantNumbers, type GraphValues } from '../trees/graph-values.ts';
import {
  attributeOf,
  floatsOf,
  intOf,
  intsOf,
  operatorOf,
  textOf,
  textsOf,
} from '../trees/node-attributes.ts';
import type { LinearModel } from './linear-model.ts';
import { pairOfScores, plainScores, type Link } from './link.ts';
import { postTransform } from './post-transform.ts';

/** A weighted sum and how the operator makes its outputs of it. */
export interface LinearEnd {
  readonly model: LinearModel;
  readonly link: Link;
  readonly isClassifier: boolean;
}

/** Operators that end in a weighted sum, and which of their outputs holds it. */
export const linearOperators: ReadonlyMap<string, number> = new Map([
  ['ai.onnx.ml.LinearClassifier', 1],
  ['ai.onnx.ml.LinearRegressor', 0],
  ['.MatMul', 0],
  ['.Gemm', 0],
]);

/**
 * Reads the weights of LinearClassifier, LinearRegressor, or of MatMul and Gemm with constant weights.
 *
 * @throws ExplainabilityError `unsupported` where the weights are not constant, or damaged
 */
export function readLinear(node: onnx.INodeProto, values: GraphValues): LinearEnd {
  const operator = operatorOf(node);
  if (operator === 'ai.onnx.ml.LinearClassifier') return readClassifier(node);
  if (operator === 'ai.onnx.ml.LinearRegressor') {
    const model = modelOf(node, intOf(node, 'targets') ?? 1);
    const steps = postTransform(textOf(node, 'post_transform') ?? 'NONE', model.targets);
    return { model, link: { scores: plainScores(model.targets), steps }, isClassifier: steps.length > 0 };
  }
  const model = productOf(node, values);
  return { model, link: { scores: plainScores(model.targets), steps: [] }, isClassifier: false };
}

function readClassifier(node: onnx.INodeProto): LinearEnd {
  const model = modelOf(node, floatsOf(node, 'intercepts')?.length ?? 0);
  const post = textOf(node, 'post_transform') ?? 'NONE';
  const classes = (textsOf(node, 'classlabels_strings') ?? intsOf(node, 'classlabels_ints') ?? []).length;
  if (model.targets > 1)
    return {
      model,
      link: { scores: plainScores(model.targets), steps: postTransform(post, model.targets) },
      isClassifier: true,
    };
  if (classes !== 2) throw refused('the classifier has one row of weights, but not two classes');
  if (post === 'PROBIT') throw refused('its outputs go through PROBIT, which is not known here');
  // As ONNX Runtime's write_scores does it: σ where that is asked for; any other transform is passed over.
  const link: Link =
    post === 'LOGISTIC'
      ? { scores: pairOfScores('negative'), steps: ['logistic'] }
      : { scores: pairOfScores('complement'), steps: [] };
  return { model, link, isClassifier: true };
}

function modelOf(node: onnx.INodeProto, targets: number): LinearModel {
  const weights = floatsOf(node, 'coefficients') ?? [];
  const columns = weights.length / targets;
  const bases = floatsOf(node, 'intercepts') ?? [];
  if (targets < 1 || columns < 1 || !Number.isInteger(columns))
    throw refused(`it has ${weights.length} weights for ${targets} outputs`);
  if (bases.length > 0 && bases.length !== targets)
    throw refused(`it has ${bases.length} intercepts for ${targets} outputs`);
  return {
    columns,
    targets,
    weights: Float64Array.from(weights),
    bases: Float64Array.from({ length: targets }, (_, at) => bases[at] ?? 0),
  };
}

function productOf(node: onnx.INodeProto, values: GraphValues): LinearModel {
  const given = constantNumbers(values, node.input?.[1]);
  if (!given || given.sizes.length > 2 || intOf(node, 'transA'))
    throw refused('its last product is not one of rows and constant weights');
  const sizes = given.sizes.length === 1 ? [given.sizes[0] ?? 0, 1] : given.sizes;
  const isTurned = intOf(node, 'transB') === 1;
  const [columns = 0, targets = 0] = isTurned ? sizes.toReversed() : sizes;
  if (targets < 1 || columns < 1 || given.values.length !== columns * targets)
    throw refused(`its weights are of size ${given.sizes.join(' × ')}`);
  const alpha = attributeOf(node, 'alpha')?.f ?? 1;
  const beta = attributeOf(node, 'beta')?.f ?? 1;
  const weights = new Float64Array(targets * columns);
  for (let target = 0; target < targets; target++)
    for (let column = 0; column < columns; column++)
      weights[target * columns + column] =
        alpha * (given.values[isTurned ? target * columns + column : column * targets + target] as number);
  return { columns, targets, weights, bases: addedOf(node, values, targets, beta) };
}

/** The third input of Gemm. */
function addedOf(node: onnx.INodeProto, values: GraphValues, targets: number, beta: number): Float64Array {
  const bases = new Float64Array(targets);
  if (!node.input?.[2]) return bases;
  const added = constantNumbers(values, node.input[2]);
  const count = added?.values.length;
  if (!added || (count !== 1 && (count !== targets || added.sizes.at(-1) !== targets)))
    throw refused('what its last product adds is not constant');
  return bases.map((_, at) => beta * ((count === 1 ? added.values[0] : added.values[at]) as number));
}

const refused = (what: string): ExplainabilityError => new ExplainabilityError('unsupported', what);
