import type { onnx } from 'onnx-proto';
import { compile } from '../fit.ts';
import type { FittedTransformer } from '../transformers/transformer.ts';
import { dataType, Graph, type Feature, type Value } from './graph.ts';
import type { OperatorSets } from './operator-sets.ts';
import { nodesWithin } from './rename-graph.ts';
import { nodesOf } from './transformer-nodes.ts';

/** Version 9 of the format: operator set 19 compares text, and its numbers are exact in double precision. */
export const irVersion = 9;

/** The operator sets of a graph's nodes: those that only text needs are there only where they are used. */
export function setsOf({ nodes }: Graph): OperatorSets {
  const used = [...nodesWithin({ node: nodes })];
  const joinsText = used.some(({ opType }) => opType === 'StringConcat');
  const isOwn = used.some(({ domain }) => domain === 'com.microsoft');
  return new Map([
    ['', joinsText ? 20 : 19],
    ['ai.onnx.ml', 2],
    ...(isOwn ? ([['com.microsoft', 1]] as const) : []),
  ]);
}

/** The nodes that turn raw columns into features; nothing is an output yet. */
export interface FeatureGraph {
  graph: Graph;
  inputs: onnx.IValueInfoProto[];
  /** The features in order, each a tensor `[N, 1]`. */
  features: Feature[];
}

/** How raw columns go in. */
export interface RawOptions {
  /**
   * Texts of the data that stand for a missing one, as `?` in the census: the graph takes them as it takes the empty text.
   * None by default.
   */
  missing?: readonly string[];
}

/**
 * @param taken names that come out of the whole graph: no value within may have them
 * @throws FeaturesError `onnx-impossible` for a transformer that ONNX has no operators for
 */
export function featureGraph(
  fitted: FittedTransformer,
  taken: readonly string[],
  { missing = [] }: RawOptions = {},
): FeatureGraph {
  const graph = new Graph([...taken, ...fitted.columns.map(({ name }) => name)]);
  const given = new Map(
    fitted.columns.map(({ name, type }) => {
      const tensor = type === 'text' ? withoutMarks(graph, name, missing) : name;
      return [name, { tensor, type } satisfies Value];
    }),
  );
  const columns = nodesOf(graph, fitted, given);
  return {
    graph,
    inputs: fitted.columns.map(({ name, type }) =>
      described(name, type === 'number' ? dataType.double : dataType.text, 1),
    ),
    features: compile(fitted).names.map((name) => ({ name, value: columns.get(name) as Value })),
  };
}

/** A column of text with the empty text for each mark. */
function withoutMarks(graph: Graph, column: string, marks: readonly string[]): string {
  return marks.reduce(
    (text, mark) =>
      graph.add('Where', [graph.add('Equal', [column, graph.text(mark)]), graph.text(''), text]),
    column,
  );
}

/** A tensor `[N, width]` as a graph's input or output. */
export function described(name: string, elemType: number, width: number): onnx.IValueInfoProto {
  return {
    name,
    type: { tensorType: { elemType, shape: { dim: [{ dimParam: 'N' }, { dimValue: width }] } } },
  };
}

/** Versions of the operators' domains, as a model lists them. */
export const listed = (sets: OperatorSets): onnx.IOperatorSetIdProto[] =>
  Array.from(sets, ([domain, version]) => ({ domain, version }));
