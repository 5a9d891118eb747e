import type { TensorType } from '@modelfolio/inference';
import onnxProto, { type onnx } from 'onnx-proto';
import { allNodes } from './graph-walk.ts';
import type { OnnxProto } from './model-proto.ts';
import { OnnxError } from './onnx-error.ts';

const { DataType } = onnxProto.onnx.TensorProto;
const { AttributeType } = onnxProto.onnx.AttributeProto;

const codes: Record<TensorType, number> = {
  bool: DataType.BOOL,
  uint8: DataType.UINT8,
  int8: DataType.INT8,
  uint16: DataType.UINT16,
  int16: DataType.INT16,
  uint32: DataType.UINT32,
  int32: DataType.INT32,
  uint64: DataType.UINT64,
  int64: DataType.INT64,
  float16: DataType.FLOAT16,
  float32: DataType.FLOAT,
  float64: DataType.DOUBLE,
  string: DataType.STRING,
};

/** How a person says that the rows of the data are meant. */
export interface FedAs {
  /** Element type of the data. */
  readonly type: TensorType;
  /** Shape of one row of the data. */
  readonly shape: readonly number[];
  /** Axes of one row of the data in the order in which the model takes them; `null` where they stand so already. */
  readonly transpose: readonly number[] | null;
  /** The data is multiplied by it; 1 where the model takes the numbers as they are. `null`: only the axes are turned. */
  readonly scale: { readonly times: number; readonly by: number } | null;
}

/**
 * Writes into a graph how the data is meant, in place: its one input takes rows as the data has them, casts them, turns
 * their axes and scales them. Then every runtime does it, and nobody assumes it.
 *
 * @param path names the file in errors
 * @returns what was changed, in a sentence
 * @throws OnnxError `signature-unsupported` for several inputs, axes that are not those of the rows, rows that do not fit
 *   turned either, and a scale for an input that takes no fractions
 * @example
 * feedAs(model, { type: 'uint8', shape: [32, 32, 3], transpose: [2, 0, 1], scale: { times: 1, by: 255 } }, 'cnn.onnx');
 */
export function feedAs(model: OnnxProto, fed: FedAs, path: string): string {
  const { graph } = model;
  const refuse = (reason: string, hint: string): never => {
    throw new OnnxError('signature-unsupported', reason, { file: path, hint });
  };
  const constants = new Set((graph.initializer ?? []).map(({ name }) => name));
  const inputs = (graph.input ?? []).filter(({ name }) => !constants.has(name));
  const [input] = inputs;
  const tensor = input?.type?.tensorType;
  if (!input || !tensor || inputs.length > 1)
    return refuse(
      `${inputs.length} inputs: --transpose and --scale are for a model with one tensor`,
      'leave them out',
    );
  const { shape, transpose, scale } = fed;
  if (transpose && transpose.toSorted((a, b) => a - b).join() !== shape.map((_, axis) => axis).join())
    refuse(
      `--transpose ${transpose.join(',')} are not the axes of rows [${shape.join(', ')}]`,
      `name each of ${shape.map((_, axis) => axis).join(', ')} once`,
    );
  const turned = transpose ? transpose.map((axis) => shape[axis] ?? 0) : shape;
  const sizes = (tensor.shape?.dim ?? [])
    .slice(1)
    .map(({ dimParam, dimValue }) => (dimParam || dimValue == null ? null : Number(dimValue)));
  if (sizes.length !== turned.length || sizes.some((size, axis) => size !== null && size !== turned[axis]))
    refuse(
      `rows [${shape.join(', ')}]${transpose ? ` turned to [${turned.join(', ')}]` : ''} do not fit input \`${input.name}\` [${sizes.map((size) => size ?? '?').join(', ')}]`,
      'say another --transpose, or write the data in the shape that the model takes',
    );
  const floating = [codes.float16, codes.float32, codes.float64].includes(tensor.elemType ?? 0);
  if (scale && !floating) refuse(`--scale: input \`${input.name}\` takes no fractions`, 'leave --scale out');
  return prefix(graph, input, tensor, fed);
}

function prefix(
  graph: onnx.IGraphProto,
  input: onnx.IValueInfoProto,
  tensor: onnx.TypeProto.ITensor,
  { type, shape, transpose, scale }: FedAs,
): string {
  const name = input.name ?? '';
  const inner = freeName(graph, `${name}_as_taken`);
  rename(graph, name, inner);
  const steps: { opType: string; more?: string[]; attribute?: onnx.IAttributeProto[] }[] = [];
  const said: string[] = [];
  if (transpose) {
    const perm = [0, ...transpose.map((axis) => axis + 1)];
    steps.push({ opType: 'Transpose', attribute: [{ name: 'perm', type: AttributeType.INTS, ints: perm }] });
    said.push(`axes turned by ${transpose.join(', ')}`);
  }
  const taken = tensor.elemType ?? 0;
  if (scale && codes[type] !== taken) {
    steps.push({ opType: 'Cast', attribute: [{ name: 'to', type: AttributeType.INT, i: taken }] });
    said.push('cast');
  }
  for (const [opType, factor] of [
    ['Mul', scale?.times ?? 1],
    ['Div', scale?.by ?? 1],
  ] as const) {
    if (factor === 1) continue;
    const constant = freeName(graph, `${name}_${opType}`);
    graph.initializer = [...(graph.initializer ?? []), scalar(constant, taken, factor)];
    steps.push({ opType, more: [constant] });
    said.push(opType === 'Mul' ? `multiplied by ${factor}` : `divided by ${factor}`);
  }
  const last = steps.length - 1;
  const nodes = steps.map(({ opType, more = [], attribute = [] }, step) => ({
    opType,
    name: `${name}_${opType}_of_data`,
    input: [step === 0 ? name : `${inner}_${step - 1}`, ...more],
    output: [step === last ? inner : `${inner}_${step}`],
    attribute,
  }));
  // Data that goes in as it is still needs a value of the inner name.
  const copy = { opType: 'Identity', name: `${name}_of_data`, input: [name], output: [inner], attribute: [] };
  graph.node = [...(nodes.length > 0 ? nodes : [copy]), ...(graph.node ?? [])];
  const [batch = { dimParam: 'N' }] = tensor.shape?.dim ?? [];
  tensor.shape = { dim: [batch, ...shape.map((size) => ({ dimValue: size }))] };
  if (scale) tensor.elemType = codes[type];
  const what = said.length === 0 ? 'as it is' : said.join(', ');
  return `input ${name} takes the data, ${type} [${['N', ...shape].join(', ')}]: ${what}`;
}

/** Everywhere in the graph and those within it; names are unique across both. */
function rename(graph: onnx.IGraphProto, from: string, to: string): void {
  for (const node of allNodes({ graph }))
    node.input = (node.input ?? []).map((name) => (name === from ? to : name));
}

function freeName(graph: onnx.IGraphProto, wanted: string): string {
  const used = new Set(
    [...(graph.input ?? []), ...(graph.initializer ?? []), ...(graph.output ?? [])].map(({ name }) => name),
  );
  for (const { input, output } of allNodes({ graph }))
    for (const name of [...(input ?? []), ...(output ?? [])]) used.add(name);
  let name = wanted;
  while (used.has(name)) name += '_';
  return name;
}

function scalar(name: string, dataType: number, value: number): onnx.ITensorProto {
  const bytes = new DataView(new ArrayBuffer(8));
  const width = dataType === codes.float64 ? 8 : dataType === codes.float32 ? 4 : 2;
  if (width === 8) bytes.setFloat64(0, value, true);
  else if (width === 4) bytes.setFloat32(0, value, true);
  else bytes.setFloat16(0, value, true);
  return { name, dataType, dims: [], rawData: new Uint8Array(bytes.buffer, 0, width) };
}
