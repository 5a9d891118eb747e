import type { onnx } from 'onnx-proto';
import { ExplainabilityError } from '../explainability-error.ts';
import { attributeOf, intOf, operatorOf } from './node-attributes.ts';
import { elementTypes, tensorNumbers, tensorSizes } from './tensor-numbers.ts';

/** A graph, looked up by the names of its values. */
export interface GraphValues {
  readonly graph: onnx.IGraphProto;
  /** The node that makes a value. */
  readonly producers: ReadonlyMap<string, onnx.INodeProto>;
  /** Initializers and Constant nodes. */
  readonly constants: ReadonlyMap<string, onnx.ITensorProto>;
  /** What has to be fed: inputs that are no constants. */
  readonly inputs: readonly onnx.IValueInfoProto[];
}

/** @throws ExplainabilityError `unsupported` for a model without a graph */
export function graphValues({ graph }: onnx.IModelProto): GraphValues {
  if (!graph) throw new ExplainabilityError('unsupported', 'the model has no graph');
  const producers = new Map<string, onnx.INodeProto>();
  const constants = new Map((graph.initializer ?? []).map((tensor) => [tensor.name ?? '', tensor]));
  for (const node of graph.node ?? []) {
    for (const output of node.output ?? []) if (output !== '') producers.set(output, node);
    const constant = operatorOf(node) === '.Constant' ? constantOf(node) : null;
    if (constant) constants.set(node.output?.[0] ?? '', constant);
  }
  const inputs = (graph.input ?? []).filter(({ name }) => !constants.has(name ?? ''));
  return { graph, producers, constants, inputs };
}

function constantOf(node: onnx.INodeProto): onnx.ITensorProto | null {
  const { t } = attributeOf(node, 'value') ?? {};
  if (t) return t;
  const one = node.attribute?.[0];
  if (one?.name === 'value_float') return { dataType: 1, floatData: [one.f ?? 0], dims: [] };
  if (one?.name === 'value_int') return { dataType: 7, int64Data: [Number(one.i ?? 0)], dims: [] };
  if (one?.name === 'value_floats')
    return { dataType: 1, floatData: one.floats ?? [], dims: [one.floats?.length ?? 0] };
  if (one?.name === 'value_ints')
    return { dataType: 7, int64Data: one.ints ?? [], dims: [one.ints?.length ?? 0] };
  return null;
}

/** A constant's numbers and sizes; `null` for what is none, or holds texts. */
export function constantNumbers(
  { constants }: GraphValues,
  name: string | undefined,
): { values: Float64Array; sizes: number[] } | null {
  const tensor = constants.get(name ?? '');
  if (!tensor || tensor.dataType === elementTypes.string) return null;
  return { values: tensorNumbers(tensor), sizes: tensorSizes(tensor) };
}

/** Sizes of an input, `null` for those that are open; `null` for one whose rank is not known. */
export function sizesOf(value: onnx.IValueInfoProto): (number | null)[] | null {
  const dims = value.type?.tensorType?.shape?.dim;
  return dims ? dims.map(({ dimValue }) => (Number(dimValue ?? 0) > 0 ? Number(dimValue) : null)) : null;
}

/** Operators that make single precision of whatever goes in. */
const toSingle = new Set(
  ['Scaler', 'Imputer', 'OneHotEncoder', 'Normalizer', 'FeatureVectorizer'].map(
    (name) => `ai.onnx.ml.${name}`,
  ),
);
/** Operators whose output has the type of an input: of which one. */
const typeFrom: ReadonlyMap<string, number> = new Map<string, number>([
  ...['Identity', 'Concat', 'Reshape', 'Flatten', 'Squeeze', 'Unsqueeze', 'Gather', 'Slice', 'Split'].map(
    (name) => [`.${name}`, 0] as const,
  ),
  ...['Add', 'Sub', 'Mul', 'Div', 'MatMul', 'Gemm', 'Abs', 'Clip', 'Max', 'Min', 'Transpose'].map(
    (name) => [`.${name}`, 0] as const,
  ),
  ['.Where', 1] as const,
  ['ai.onnx.ml.ArrayFeatureExtractor', 0] as const,
]);

/** Type of a value's elements, as far as the graph says it; `null` where it does not. */
export function elementTypeOf(values: GraphValues, name: string): number | null {
  const { graph, producers, constants } = values;
  const seen = new Set<string>();
  for (let at = name; !seen.has(at);) {
    seen.add(at);
    const constant = constants.get(at)?.dataType;
    if (constant) return constant;
    const stated = [...(graph.input ?? []), ...(graph.valueInfo ?? [])].find((one) => one.name === at);
    if (stated?.type?.tensorType?.elemType) return stated.type.tensorType.elemType;
    const node = producers.get(at);
    if (!node) return null;
    const operator = operatorOf(node);
    if (operator === '.Cast') return intOf(node, 'to');
    if (toSingle.has(operator)) return elementTypes.float;
    const from = typeFrom.get(operator);
    if (from === undefined) return null;
    at = node.input?.[from] ?? '';
  }
  return null;
}
