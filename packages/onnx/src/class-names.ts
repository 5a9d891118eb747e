import type { onnx } from 'onnx-proto';
import { attributeNames, constantNames, valuesOf, type GraphValues } from './graph-walk.ts';

/** Attributes that hold class names, by operator of `ai.onnx.ml`. */
const classAttributes: Record<string, readonly string[]> = {
  TreeEnsembleClassifier: ['classlabels_strings', 'classlabels_int64s'],
  LinearClassifier: ['classlabels_strings', 'classlabels_ints'],
  SVMClassifier: ['classlabels_strings', 'classlabels_ints'],
  ZipMap: ['classlabels_strings', 'classlabels_int64s'],
};

/** Operators that hand values on one by one: names found behind them still belong to the same columns. */
const passing = new Set([
  'Cast',
  'Flatten',
  'Identity',
  'Normalizer',
  'Reshape',
  'Softmax',
  'Squeeze',
  'Unsqueeze',
]);

/** No exporter hands a value on so often; in a file that does, every output would be followed as far. */
const farthest = 1000;

/** What a graph's values come from, and the class names found so far: outputs often share them. */
export interface NamedGraph extends GraphValues {
  names: Map<onnx.INodeProto, string[] | null>;
}

export function namedGraph(graph: onnx.IGraphProto): NamedGraph {
  return { ...valuesOf(graph), names: new Map() };
}

/**
 * The class names that the graph itself holds for the value of an output: those of the classifier that makes it, of
 * a label encoder behind, or of an array that an index picks from. Numbers are given as text.
 *
 * @returns `null` where the graph holds none
 */
export function classNames(graph: NamedGraph, output: string): string[] | null {
  for (const node of makersBack(graph, output)) {
    const names = namesIn(graph, node);
    if (names) return names;
    if (!passing.has(node.opType ?? '')) return null;
  }
  return null;
}

/** The operator that computes an output, past those that only hand values on. */
export function makerOf(graph: NamedGraph, output: string): string | null {
  for (const { opType } of makersBack(graph, output)) {
    const operator = opType ?? '';
    if (operator === 'Softmax' || !passing.has(operator)) return operator;
  }
  return null;
}

/** The node that makes a value, that which makes its first input, and so on; once each where a graph runs in circles. */
function* makersBack({ producers }: NamedGraph, output: string): Generator<onnx.INodeProto> {
  const seen = new Set<onnx.INodeProto>();
  let node = producers.get(output);
  while (node && !seen.has(node) && seen.size < farthest) {
    seen.add(node);
    yield node;
    node = producers.get(node.input?.[0] ?? '');
  }
}

/** Names that a ZipMap pairs with the columns of its input. */
export function zipMapNames(node: onnx.INodeProto): string[] | null {
  return firstNames(node, classAttributes['ZipMap'] ?? []);
}

function namesIn(graph: NamedGraph, node: onnx.INodeProto): string[] | null {
  const known = graph.names.get(node);
  if (known !== undefined) return known;
  const found = readNames(graph, node);
  graph.names.set(node, found);
  return found;
}

function readNames(graph: NamedGraph, node: onnx.INodeProto): string[] | null {
  const opType = node.opType ?? '';
  if (opType === 'LabelEncoder') return encodedNames(node);
  // skl2onnx picks the class from an array by the index of the greatest probability.
  if (opType === 'ArrayFeatureExtractor' || opType === 'Gather')
    return constantNames(graph, node.input?.[0] ?? '');
  return Object.hasOwn(classAttributes, opType) ? firstNames(node, classAttributes[opType] ?? []) : null;
}

function firstNames(node: onnx.INodeProto, attributes: readonly string[]): string[] | null {
  for (const name of attributes) {
    const names = attributeNames(node, name);
    if (names) return names;
  }
  return null;
}

/** Names of a label encoder that turns 0, 1, 2 … into them. */
function encodedNames(node: onnx.INodeProto): string[] | null {
  const legacy = attributeNames(node, 'classes_strings');
  if (legacy) return legacy;
  const keys = attributeNames(node, 'keys_int64s');
  const values = firstNames(node, ['values_strings', 'values_int64s']);
  if (!keys || values?.length !== keys.length) return null;
  const byKey = new Map(keys.map((key, index) => [key, values[index] ?? '']));
  const names = keys.map((_, index) => byKey.get(String(index)));
  return names.every((name) => name !== undefined) ? names : null;
}
