import type { onnx } from 'onnx-proto';

/**
 * A copy of a graph in which every value has another name: those of inner graphs too, which may use the outer ones.
 *
 * @param rename is asked for each name that is not empty: an empty one is an input that is left out
 */
export function renamedGraph(graph: onnx.IGraphProto, rename: (name: string) => string): onnx.IGraphProto {
  const nameOf = (name: string): string => (name === '' ? '' : rename(name));
  const named = <Part extends { name?: string | null }>(part: Part): Part => ({
    ...part,
    name: nameOf(part.name ?? ''),
  });
  const inner = (one: onnx.IAttributeProto): onnx.IAttributeProto => ({
    ...one,
    ...(one.g ? { g: renamedGraph(one.g, rename) } : {}),
    ...(one.graphs?.length ? { graphs: one.graphs.map((part) => renamedGraph(part, rename)) } : {}),
  });
  return {
    ...graph,
    node: (graph.node ?? []).map((node) => ({
      ...named(node),
      input: (node.input ?? []).map(nameOf),
      output: (node.output ?? []).map(nameOf),
      attribute: (node.attribute ?? []).map(inner),
    })),
    initializer: (graph.initializer ?? []).map(named),
    input: (graph.input ?? []).map(named),
    output: (graph.output ?? []).map(named),
    valueInfo: (graph.valueInfo ?? []).map(named),
  };
}

/** The nodes of a graph and of the graphs within it. */
export function* nodesWithin(graph: onnx.IGraphProto): Generator<onnx.INodeProto> {
  for (const node of graph.node ?? []) {
    yield node;
    for (const { g, graphs } of node.attribute ?? [])
      for (const inner of [g, ...(graphs ?? [])]) if (inner) yield* nodesWithin(inner);
  }
}

/** A graph and the graphs within it. */
export function* graphsWithin(graph: onnx.IGraphProto): Generator<onnx.IGraphProto> {
  yield graph;
  for (const node of nodesWithin(graph))
    for (const { g, graphs } of node.attribute ?? [])
      for (const inner of [g, ...(graphs ?? [])]) if (inner) yield inner;
}
