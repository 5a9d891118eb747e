import type { onnx } from 'onnx-proto';
import { attributeNames, constantNames, producersOf } from './graph-walk.ts';

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

type Producers = ReadonlyMap<string, onnx.INodeProto>;

/**
 * The class names that the graph itself holds for the value of an output: those of the classifier that makes it, of
 * a label encoder behind, or of an array that an index picks from. Numbers are given as text.
 *
 * @returns `null` where the graph holds none
 */
export function classNames(graph: onnx.IGraphProto, output: string): string[] | null {
  const producers = producersOf(graph);
  const seen = new Set<string>();
  for (let value: string | undefined = output; value !== undefined && !seen.has(value);) {
    seen.add(value);
    const node: onnx.INodeProto | undefined = producers.get(value);
    if (!node) return null;
    const names = namesIn(graph, producers, node);
    if (names) return names;
    if (!passing.has(node.opType ?? '')) return null;
    value = node.input?.[0];
  }
  return null;
}

/** Names that a ZipMap pairs with the columns of its input. */
export function zipMapNames(node: onnx.INodeProto): string[] | null {
  return firstNames(node, classAttributes['ZipMap'] ?? []);
}

function namesIn(graph: onnx.IGraphProto, producers: Producers, node: onnx.INodeProto): string[] | null {
  const opType = node.opType ?? '';
  if (opType === 'LabelEncoder') return encodedNames(node);
  // skl2onnx picks the class from an array by the index of the greatest probability.
  if (opType === 'ArrayFeatureExtractor' || opType === 'Gather')
    return constantNames(graph, producers, node.input?.[0] ?? '');
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

/** The operator that computes an output, past those that only hand values on. */
export function makerOf(graph: onnx.IGraphProto, output: string): string | null {
  const producers = producersOf(graph);
  const seen = new Set<string>();
  for (let value: string | undefined = output; value !== undefined && !seen.has(value);) {
    seen.add(value);
    const node: onnx.INodeProto | undefined = producers.get(value);
    if (!node) return null;
    const opType = node.opType ?? '';
    if (opType === 'Softmax' || !passing.has(opType)) return opType;
    value = node.input?.[0];
  }
  return null;
}
