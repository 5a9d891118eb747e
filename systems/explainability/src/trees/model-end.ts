import type { onnx } from 'onnx-proto';
import { ExplainabilityError } from '../explainability-error.ts';
import { affine, paired, type Link } from '../linear/link.ts';
import { linearOperators } from '../linear/read-linear.ts';
import { constantNumbers, type GraphValues } from './graph-values.ts';
import { intOf, operatorOf, textOf } from './node-attributes.ts';
import { treeOperators } from './read-trees.ts';

/** The last operator that adds something up, and what is done to its outputs behind. */
export interface ModelEnd {
  readonly node: onnx.INodeProto;
  readonly isTree: boolean;
  /** The link of the model's output, of that of the operator's own. */
  readonly behind: (link: Link) => Link;
}

type Change = (link: Link) => Link;

/** Operators that hand values on: other shapes and types of number, classes' names. */
const passing = new Set([
  ...['Identity', 'Cast', 'Reshape', 'Flatten', 'Squeeze', 'Unsqueeze', 'Dropout'].map((name) => `.${name}`),
  'ai.onnx.ml.ZipMap',
]);

/**
 * Goes from an output back to the trees or the weighted sum that it is made of.
 *
 * @throws ExplainabilityError `unsupported` with the operator that stands between
 */
export function modelEnd(values: GraphValues, output: string): ModelEnd {
  const changes: Change[] = [];
  const seen = new Set<string>();
  for (let name = output; !seen.has(name);) {
    seen.add(name);
    const node = values.producers.get(name);
    if (!node) throw refused(`output ${output} does not come from trees or weighted columns`);
    const operator = operatorOf(node);
    const scores = treeOperators.get(operator) ?? linearOperators.get(operator);
    const isProduct = operator !== '.MatMul' && operator !== '.Gemm' ? true : isWeighted(values, node);
    if (scores !== undefined && isProduct) {
      if (node.output?.[scores] !== name) throw refused(`output ${output} holds classes, no scores`);
      const behind: Change = (link) => changes.reduceRight((one, change) => change(one), link);
      return { node, isTree: treeOperators.has(operator), behind };
    }
    const step = stepBehind(values, node, operator);
    if (!step)
      throw refused(`between trees or weights and output ${output} stands ${node.opType ?? 'an operator'}`);
    changes.push(step.change);
    name = step.from;
  }
  throw refused(`output ${output} is made of itself`);
}

const isWeighted = (values: GraphValues, node: onnx.INodeProto): boolean =>
  values.constants.has(node.input?.[1] ?? '');

function stepBehind(
  values: GraphValues,
  node: onnx.INodeProto,
  operator: string,
): { from: string; change: Change } | null {
  const [from = '', other = ''] = node.input ?? [];
  if (passing.has(operator)) return { from, change: (link) => link };
  if (operator === '.Sigmoid') return { from, change: step('logistic') };
  if (operator === '.Exp') return { from, change: step('exponential') };
  if (operator === '.Softmax' && [1, -1].includes(intOf(node, 'axis') ?? -1))
    return { from, change: step('softmax') };
  if (operator === 'ai.onnx.ml.Normalizer' && textOf(node, 'norm') === 'L1')
    return { from, change: step('share') };
  if (operator === '.Neg') return { from, change: scaled(Float64Array.of(-1), null) };
  if (operator === '.Concat') return complement(values, node);
  if (operator === 'ai.onnx.ml.ArrayFeatureExtractor') {
    const places = constantNumbers(values, other);
    return places ? { from, change: picked([...places.values]) } : null;
  }
  return constantStep(values, operator, from, other);
}

const step =
  (one: Link['steps'][number]): Change =>
  ({ scores, steps }) => ({ scores, steps: [...steps, one] });

/** Sums and products with a constant. */
function constantStep(
  values: GraphValues,
  operator: string,
  one: string,
  other: string,
): { from: string; change: Change } | null {
  const left = constantNumbers(values, one)?.values;
  const right = constantNumbers(values, other)?.values;
  if (operator === '.Add' || operator === '.Mul') {
    const constant = right ?? left;
    if (!constant) return null;
    const change = operator === '.Add' ? scaled(null, constant) : scaled(constant, null);
    return { from: right ? one : other, change };
  }
  if (operator === '.Sub' && right)
    return {
      from: one,
      change: scaled(
        null,
        right.map((value) => -value),
      ),
    };
  if (operator === '.Sub' && left) return { from: other, change: scaled(Float64Array.of(-1), left) };
  if (operator === '.Div' && right)
    return {
      from: one,
      change: scaled(
        right.map((value) => 1 / value),
        null,
      ),
    };
  return null;
}

function scaled(factors: Float64Array | null, offsets: Float64Array | null): Change {
  return ({ scores, steps }) => {
    if (factors?.every((factor) => factor === 1) && !offsets) return { scores, steps };
    if (steps.length > 0) throw refused(`its outputs are changed again behind the ${steps.at(-1)} link`);
    for (const { length } of [factors ?? [0], offsets ?? [0]])
      if (length !== 1 && length !== scores.length)
        throw refused(`${length} constants change ${scores.length} outputs`);
    return { scores: affine(scores, factors, offsets), steps };
  };
}

function picked(places: readonly number[]): Change {
  return ({ scores, steps }) => {
    if (steps.includes('softmax') || steps.includes('share'))
      throw refused('one of several outputs that depend on each other is picked');
    return {
      scores: places.map((place) => {
        const score = scores[place];
        if (!score) throw refused(`output ${place} is picked of ${scores.length}`);
        return score;
      }),
      steps,
    };
  };
}

/** `1 - p` beside `p`. */
function complement(values: GraphValues, node: onnx.INodeProto): { from: string; change: Change } | null {
  const [one = '', from = ''] = node.input ?? [];
  const maker = values.producers.get(one);
  if (node.input?.length !== 2 || !maker || operatorOf(maker) !== '.Sub' || maker.input?.[1] !== from)
    return null;
  const whole = constantNumbers(values, maker.input?.[0])?.values;
  if (whole?.length !== 1 || whole[0] !== 1) return null;
  return {
    from,
    change: (link) => {
      const both = paired(link, 1);
      if (!both) throw refused('the complement is taken of several outputs');
      return both;
    },
  };
}

const refused = (what: string): ExplainabilityError => new ExplainabilityError('unsupported', what);
