import onnxProto, { type onnx } from 'onnx-proto';

const { DataType } = onnxProto.onnx.TensorProto;
const text = new TextDecoder();

/** Where the values of a graph come from, by name. */
export interface GraphValues {
  producers: ReadonlyMap<string, onnx.INodeProto>;
  /** Initialisers. */
  constants: ReadonlyMap<string, onnx.ITensorProto>;
}

export function valuesOf({ node, initializer }: onnx.IGraphProto): GraphValues {
  const producers = new Map<string, onnx.INodeProto>();
  for (const one of node ?? [])
    for (const output of one.output ?? []) if (output !== '') producers.set(output, one);
  return { producers, constants: new Map((initializer ?? []).map((tensor) => [tensor.name ?? '', tensor])) };
}

/** All nodes of a model: those of inner graphs (`If`, `Loop`, `Scan`) and of local functions too. */
export function* allNodes(model: onnx.IModelProto): Generator<onnx.INodeProto> {
  for (const { node } of nestedNodes(model)) yield node;
}

/**
 * As {@link allNodes}, each with the number of graphs around its own. Without recursion: a file may nest graphs deeper
 * than a stack reaches.
 */
export function* nestedNodes(model: onnx.IModelProto): Generator<{ node: onnx.INodeProto; depth: number }> {
  for (const outermost of [model.graph, ...(model.functions ?? [])]) {
    const open = [(outermost?.node ?? []).values()];
    for (let nodes = open.at(-1); nodes; nodes = open.at(-1)) {
      const { value: node, done } = nodes.next();
      if (done) {
        open.pop();
        continue;
      }
      yield { node, depth: open.length - 1 };
      const inner = innerGraphs(node);
      if (inner.length > 0) open.push(inner.flatMap((graph) => graph.node ?? []).values());
    }
  }
}

function innerGraphs({ attribute }: onnx.INodeProto): onnx.IGraphProto[] {
  return (attribute ?? []).flatMap(({ g, graphs }) => [...(g ? [g] : []), ...(graphs ?? [])]);
}

/** All constants of a model: initialisers and the values of `Constant` nodes, in inner graphs too. */
export function* allTensors(model: onnx.IModelProto): Generator<onnx.ITensorProto> {
  yield* model.graph?.initializer ?? [];
  for (const node of allNodes(model))
    for (const { t, tensors, g, graphs } of node.attribute ?? []) {
      if (t) yield t;
      yield* tensors ?? [];
      for (const inner of [g, ...(graphs ?? [])]) yield* inner?.initializer ?? [];
    }
}

/** How many values a constant claims to hold. */
export function sizeOf({ dims }: onnx.ITensorProto): number {
  return (dims ?? []).reduce<number>((size, dim) => size * Number(dim), 1);
}

/** Texts or whole numbers of an attribute, as text; `null` where it is absent or empty. */
export function attributeNames(node: onnx.INodeProto, name: string): string[] | null {
  const attribute = node.attribute?.find((candidate) => candidate.name === name);
  const strings = (attribute?.strings ?? []).map((bytes) => text.decode(bytes));
  const names = strings.length > 0 ? strings : (attribute?.ints ?? []).map(String);
  return names.length > 0 ? names : null;
}

/** Texts or whole numbers of a constant, as text; `null` for other values. */
export function constantNames({ producers, constants }: GraphValues, value: string): string[] | null {
  const producer = producers.get(value);
  const tensor =
    constants.get(value) ??
    (producer?.opType === 'Constant'
      ? producer.attribute?.find(({ name }) => name === 'value')?.t
      : undefined);
  return tensor ? tensorNames(tensor) : null;
}

function tensorNames({
  dataType,
  stringData,
  int64Data,
  int32Data,
  rawData,
}: onnx.ITensorProto): string[] | null {
  if (dataType === DataType.STRING) return (stringData ?? []).map((bytes) => text.decode(bytes));
  const raw =
    rawData && rawData.length > 0 ? new DataView(rawData.buffer, rawData.byteOffset, rawData.length) : null;
  if (dataType === DataType.INT64) return raw ? wholes(raw, 8) : (int64Data ?? []).map(String);
  if (dataType === DataType.INT32) return raw ? wholes(raw, 4) : (int32Data ?? []).map(String);
  return null;
}

function wholes(view: DataView, size: 4 | 8): string[] {
  return Array.from({ length: view.byteLength / size }, (_, index) =>
    String(size === 8 ? view.getBigInt64(index * 8, true) : view.getInt32(index * 4, true)),
  );
}
