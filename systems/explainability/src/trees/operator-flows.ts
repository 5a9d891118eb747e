import type { onnx } from 'onnx-proto';
import {
  concatenated,
  countOf,
  evenFlow,
  flowOf,
  isTooWide,
  reduced,
  reshaped,
  spread,
  taken,
  union,
  unknownFlow,
  type ColumnFlow,
  type Sources,
} from './column-flow.ts';
import { constantNumbers, type GraphValues } from './graph-values.ts';
import { intOf, intsOf, textsOf } from './node-attributes.ts';
import { tensorSizes } from './tensor-numbers.ts';

interface Traced {
  readonly node: onnx.INodeProto;
  /** `null` for constants and inputs that are left out. */
  readonly inputs: readonly (ColumnFlow | null)[];
  readonly values: GraphValues;
  /** Of all inputs together. */
  readonly all: Sources;
}

/** Flows of a node's outputs; `null` where nothing is known of them. */
type OperatorFlow = (traced: Traced) => readonly (ColumnFlow | null)[] | null;

/** Place by place, of values and constants. */
const placewise: OperatorFlow = ({ node, inputs, values }) => {
  const ranks = new Set(inputs.flatMap((flow) => (flow ? [flow.sizes?.length ?? -1] : [])));
  const [rank = -1] = ranks;
  if (ranks.size !== 1 || rank < 0) return null;
  const parts: ColumnFlow[] = [];
  for (const [at, flow] of inputs.entries()) {
    const name = node.input?.[at] ?? '';
    if (flow === null && name === '') continue;
    const part = flow ?? constantFlow(values, name, rank);
    if (!part) return null;
    parts.push(part);
  }
  return [spread(parts)];
};

/** The first input, place by place; the others are settings. */
const itself: OperatorFlow = ({ inputs: [flow, ...others] }) =>
  flow && others.every((one) => !one) ? [flow] : null;

/** Each place may depend on every place of its row. */
const mixed: OperatorFlow = ({ inputs: [flow], all }) => (flow?.sizes ? [evenFlow(flow.sizes, all)] : null);

/** Axes count from the rows, or from the end; behind the rows they are one less. `null` for that of the rows. */
function behindRows(axis: number, rank: number): number | null {
  const at = axis < 0 ? axis + rank + 1 : axis;
  return at < 1 || at > rank ? null : at - 1;
}

/** Whole numbers that stand in an attribute, or in a constant input. */
function settings({ node, values }: Traced, attribute: string, input: number): number[] | null {
  const stated = intsOf(node, attribute);
  if (stated) return stated;
  const constant = constantNumbers(values, node.input?.[input]);
  return constant ? [...constant.values] : null;
}

const concat: OperatorFlow = ({ node, inputs, values }) => {
  const rank = inputs.find((flow) => flow?.sizes)?.sizes?.length;
  const axis = rank === undefined ? null : behindRows(intOf(node, 'axis') ?? 1, rank);
  if (rank === undefined || axis === null) return null;
  const parts = inputs.map((flow, at) => flow ?? constantFlow(values, node.input?.[at] ?? '', rank));
  return parts.every((part) => part !== null) ? [concatenated(parts, axis)] : null;
};

const gather: OperatorFlow = (traced) => {
  const { node, inputs, values } = traced;
  const [flow, indices] = inputs;
  const given = intOf(node, 'axis') ?? 0;
  const table = values.constants.get(node.input?.[0] ?? '');
  if (table && indices?.sizes && indices.columns && given === 0) {
    const behind = tensorSizes(table).slice(1);
    const count = countOf(behind);
    if (isTooWide([...indices.sizes, ...behind])) return null;
    const columns = indices.columns.flatMap((one) => Array.from({ length: count }, () => one));
    return [flowOf([...indices.sizes, ...behind], columns)];
  }
  const places = constantNumbers(values, node.input?.[1]);
  const axis = flow?.sizes ? behindRows(given, flow.sizes.length) : null;
  if (!flow?.sizes || !places || axis === null || places.sizes.length > 1) return null;
  const found = taken(flow, axis, [...places.values]);
  return [places.sizes.length === 1 ? found : dropped(found, axis)];
};

/** Without an axis of one place. */
function dropped(flow: ColumnFlow, axis: number): ColumnFlow {
  return flow.sizes ? { ...flow, sizes: flow.sizes.filter((_, at) => at !== axis) } : flow;
}

const extractFeatures: OperatorFlow = ({ node, inputs: [flow], values }) => {
  const places = constantNumbers(values, node.input?.[1]);
  return flow?.sizes && places && flow.sizes.length > 0
    ? [taken(flow, flow.sizes.length - 1, [...places.values])]
    : null;
};

const slice: OperatorFlow = (traced) => {
  const [flow] = traced.inputs;
  const starts = settings(traced, 'starts', 1);
  const ends = settings(traced, 'ends', 2);
  if (!flow?.sizes || !starts || !ends) return null;
  const axes = settings(traced, 'axes', 3) ?? starts.map((_, at) => at);
  const steps = settings(traced, 'steps', 4) ?? starts.map(() => 1);
  let found = flow;
  for (const [at, given] of axes.entries()) {
    const axis = behindRows(given, flow.sizes.length);
    const width = axis === null ? undefined : flow.sizes[axis];
    const [start, end, step] = [starts[at], ends[at], steps[at]];
    if (axis === null || width === undefined || start === undefined || end === undefined || !step || step < 0)
      return null;
    const bound = (place: number): number => Math.min(width, Math.max(0, place < 0 ? place + width : place));
    const places: number[] = [];
    for (let place = bound(start); place < bound(end); place += step) places.push(place);
    found = taken(found, axis, places);
  }
  return [found];
};

const split: OperatorFlow = (traced) => {
  const { node } = traced;
  const [flow] = traced.inputs;
  const axis = flow?.sizes ? behindRows(intOf(node, 'axis') ?? 0, flow.sizes.length) : null;
  const width = axis === null ? undefined : flow?.sizes?.[axis];
  if (!flow || axis === null || width === undefined) return null;
  const count = node.output?.length ?? 0;
  const even = Math.ceil(width / count);
  const lengths =
    settings(traced, 'split', 1) ??
    Array.from({ length: count }, (_, at) => Math.min(even, width - at * even));
  let start = 0;
  return lengths.map((length) => {
    const from = start;
    start += length;
    return taken(
      flow,
      axis,
      Array.from({ length: Math.max(0, length) }, (_, at) => from + at),
    );
  });
};

const reshape: OperatorFlow = (traced) => {
  const [flow] = traced.inputs;
  const [rows, ...behind] = settings(traced, 'shape', 1) ?? [];
  // A fixed number of rows holds for that number only.
  if (!flow?.columns || (rows !== -1 && rows !== 0)) return null;
  const known = behind.map((size, at) => (size === 0 ? (flow.sizes?.[at] ?? -1) : size));
  const open = known.filter((size) => size === -1).length;
  if (open > 1 || (open === 1 && rows === -1)) return null;
  const others = known.reduce((product, size) => (size === -1 ? product : product * size), 1);
  return [
    reshaped(
      flow,
      known.map((size) => (size === -1 ? (flow.columns?.length ?? 0) / others : size)),
    ),
  ];
};

const flatten: OperatorFlow = ({ node, inputs: [flow] }) =>
  flow?.columns && (intOf(node, 'axis') ?? 1) === 1 ? [reshaped(flow, [flow.columns.length])] : null;

const squeeze: OperatorFlow = (traced) => {
  const [flow] = traced.inputs;
  const axes = settings(traced, 'axes', 1)?.map((axis) => behindRows(axis, flow?.sizes?.length ?? -1));
  if (!flow?.sizes || !axes || axes.includes(null)) return null;
  return [
    reshaped(
      flow,
      flow.sizes.filter((_, at) => !axes.includes(at)),
    ),
  ];
};

const unsqueeze: OperatorFlow = (traced) => {
  const [flow] = traced.inputs;
  const given = settings(traced, 'axes', 1);
  if (!flow?.sizes || !given) return null;
  const rank = flow.sizes.length + given.length;
  const axes = given.map((axis) => behindRows(axis, rank));
  if (axes.includes(null)) return null;
  const rest = [...flow.sizes];
  return [
    reshaped(
      flow,
      Array.from({ length: rank }, (_, at) => (axes.includes(at) ? 1 : (rest.shift() ?? 1))),
    ),
  ];
};

const reduce: OperatorFlow = (traced) => {
  const { node } = traced;
  const [flow] = traced.inputs;
  const one = intOf(node, 'axis');
  const given = settings(traced, 'axes', 1) ?? (one === null ? null : [one]);
  const axes = given?.map((axis) => behindRows(axis, flow?.sizes?.length ?? -1)) ?? [null];
  if (!flow?.sizes || axes.includes(null)) return null;
  return [reduced(flow, axes as number[], (intOf(node, 'keepdims') ?? 1) === 1)];
};

const oneHot: OperatorFlow = ({ node, inputs: [flow] }) => {
  const categories = (textsOf(node, 'cats_strings') ?? intsOf(node, 'cats_int64s') ?? []).length;
  if (!flow?.sizes || !flow.columns || isTooWide([...flow.sizes, categories])) return null;
  const columns = flow.columns.flatMap((one) => Array.from({ length: categories }, () => one));
  return [flowOf([...flow.sizes, categories], columns)];
};

const vectorize: OperatorFlow = ({ inputs }) => {
  const flows = inputs.flatMap((flow) => (flow ? [flow] : []));
  return flows.length === inputs.length ? [concatenated(flows, 0)] : null;
};

/** The rows times constant weights, and a constant or a value added. */
const product: OperatorFlow = ({ node, inputs, values }) => {
  const [flow, , added] = inputs;
  const weights = constantNumbers(values, node.input?.[1]);
  if (!flow?.columns || flow.sizes?.length !== 1 || weights?.sizes.length !== 2 || intOf(node, 'transA'))
    return null;
  const isTurned = intOf(node, 'transB') === 1;
  const [rows = 0, width = 0] = isTurned ? weights.sizes.toReversed() : weights.sizes;
  if (rows !== flow.columns.length || weights.values.length !== rows * width) return null;
  const columns = Array.from({ length: width }, (_, column) =>
    union(
      (flow.columns ?? []).filter(
        (__, row) => weights.values[isTurned ? column * rows + row : row * width + column] !== 0,
      ),
    ),
  );
  const found = flowOf([width], columns);
  return [added ? spread([found, added]) : found];
};

/** Sizes alone depend on no column. */
const sizes: OperatorFlow = () => [unknownFlow([])];

const of = (flow: OperatorFlow, domain: string, names: string): [string, OperatorFlow][] =>
  names.split(/\s+/).map((name) => [`${domain}.${name}`, flow]);

/** What is known of each operator, as `operatorOf` names them. */
export const operatorFlows: ReadonlyMap<string, OperatorFlow> = new Map([
  ...of(
    placewise,
    '',
    `Add Sub Mul Div Pow Mod Min Max Sum Mean Where Equal Less LessOrEqual Greater GreaterOrEqual And Or Xor Clip PRelu
     BitwiseAnd BitwiseOr BitwiseXor StringConcat`,
  ),
  ...of(
    itself,
    '',
    `Identity Cast Not IsNaN IsInf Abs Neg Log Exp Sqrt Reciprocal Floor Ceil Round Sign Erf Relu LeakyRelu Elu Selu
     Celu Gelu HardSigmoid HardSwish Mish Sigmoid Softplus Softsign ThresholdedRelu Tanh Sin Cos Tan Asin Acos Atan Sinh
     Cosh Asinh Acosh Atanh BitwiseNot Shrink`,
  ),
  ...of(itself, 'ai.onnx.ml', 'Scaler Imputer Binarizer LabelEncoder CategoryMapper'),
  ...of(mixed, '', 'Softmax LogSoftmax Hardmax'),
  ...of(mixed, 'ai.onnx.ml', 'Normalizer'),
  ...of(
    reduce,
    '',
    `ReduceSum ReduceMean ReduceMax ReduceMin ReduceProd ReduceL1 ReduceL2 ReduceLogSum ReduceLogSumExp
     ReduceSumSquare ArgMax ArgMin`,
  ),
  ...of(sizes, '', 'Shape Size'),
  ['.Concat', concat],
  ['.Gather', gather],
  ['.Slice', slice],
  ['.Split', split],
  ['.Reshape', reshape],
  ['.Flatten', flatten],
  ['.Squeeze', squeeze],
  ['.Unsqueeze', unsqueeze],
  ['.MatMul', product],
  ['.Gemm', product],
  ['ai.onnx.ml.ArrayFeatureExtractor', extractFeatures],
  ['ai.onnx.ml.OneHotEncoder', oneHot],
  ['ai.onnx.ml.FeatureVectorizer', vectorize],
]);

/** A constant as a flow without sources, of the rank that it is spread against; `null` where it has rows of its own. */
function constantFlow(values: GraphValues, name: string, rank: number): ColumnFlow | null {
  const tensor = values.constants.get(name);
  if (!tensor) return null;
  const given = tensorSizes(tensor);
  if (given.length > rank + 1 || (given.length === rank + 1 && given[0] !== 1)) return null;
  const behind = given.length === rank + 1 ? given.slice(1) : given;
  if (isTooWide(behind)) return null;
  return evenFlow([...Array.from({ length: rank - behind.length }, () => 1), ...behind], []);
}
