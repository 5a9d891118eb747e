import onnxProto, { type onnx } from 'onnx-proto';

const { DataType } = onnxProto.onnx.TensorProto;
const text = new TextDecoder();

/** Which node makes each value of a graph. */
export function producersOf(graph: onnx.IGraphProto): Map<string, onnx.INodeProto> {
  const producers = new Map<string, onnx.INodeProto>();
  for (const node of graph.node ?? []) for (const output of node.output ?? []) producers.set(output, node);
  return producers;
}

/** All nodes of a model: those of inner graphs (`If`, `Loop`, `Scan`) and of local functions too. */
export function* allNodes(model: onnx.IModelProto): Generator<onnx.INodeProto> {
  yield* nodesIn(model.graph?.node ?? []);
  for (const { node } of model.functions ?? []) yield* nodesIn(node ?? []);
}

function* nodesIn(nodes: readonly onnx.INodeProto[]): Generator<onnx.INodeProto> {
  for (const node of nodes) {
    yield node;
    for (const { g, graphs } of node.attribute ?? [])
      for (const inner of [g, ...(graphs ?? [])]) yield* nodesIn(inner?.node ?? []);
  }
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

/** Texts or whole numbers of an attribute, as text; `null` where it is absent or empty. */
export function attributeNames(node: onnx.INodeProto, name: string): string[] | null {
  const attribute = node.attribute?.find((candidate) => candidate.name === name);
  const strings = (attribute?.strings ?? []).map((bytes) => text.decode(bytes));
  const names = strings.length > 0 ? strings : (attribute?.ints ?? []).map(String);
  return names.length > 0 ? names : null;
}

/** Texts or whole numbers of a constant, as text; `null` for other values. */
export function constantNames(
  graph: onnx.IGraphProto,
  producers: ReadonlyMap<string, onnx.INodeProto>,
  value: string,
): string[] | null {
  const producer = producers.get(value);
  const tensor =
    graph.initializer?.find(({ name }) => name === value) ??
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
