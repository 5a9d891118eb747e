import onnxProto, { type onnx } from 'onnx-proto';
import { halfBytes, type FoldedLayer } from './folded-network.ts';
import { imageSide } from './network-spec.ts';

/** `onnx.TensorProto.DataType` of the types used here. */
const dataType = { float: 1, uint8: 2, int64: 7, half: 10 } as const;
/** `onnx.AttributeProto.AttributeType` of the types used here. */
const attributeType = { int: 2, ints: 7 } as const;

/** Version 8 of the format with operator set 17: what ONNX Runtime has read since 1.12. */
const irVersion = 8;
const opset = 17;

/** What is written into the file besides the network. */
export interface OnnxDescription {
  runId: string;
  classes: readonly string[];
  /** One or two sentences for people. */
  doc: string;
}

/**
 * The network as an ONNX file with everything inside the graph: `image` uint8 `[N, 28, 28]` goes in,
 * `probabilities` float32 `[N, classes]` and `label` int64 `[N]` come out. Weights are stored in half
 * precision, which holds them exactly, and cast once when the file is loaded.
 */
export function toOnnx(layers: readonly FoldedLayer[], { runId, classes, doc }: OnnxDescription): Uint8Array {
  const graph = new GraphBuilder();
  let x = graph.add('Cast', ['image'], 'pixels', { to: dataType.float });
  x = graph.add('Mul', [x, graph.constant('pixel_scale', Float32Array.of(1 / 255), [], 'float')], 'scaled');
  x = graph.add(
    'Unsqueeze',
    [x, graph.constant('channel_axis', BigInt64Array.of(1n), [1], 'int64')],
    'channels',
  );
  let flat = false;
  for (const [index, layer] of layers.entries()) {
    const name = `${layer.kind.replace('-', '_')}${index}`;
    if (layer.kind === 'conv') {
      const { channels, filters } = layer;
      const kernel = graph.half(`${name}_kernel`, toOihw(layer.kernel, channels, filters), [
        filters,
        channels,
        3,
        3,
      ]);
      const bias = graph.half(`${name}_bias`, layer.bias, [filters]);
      x = graph.add('Conv', [x, kernel, bias], name, { kernel_shape: [3, 3], pads: [1, 1, 1, 1] });
      x = graph.add('Relu', [x], `${name}_relu`);
      if (layer.pool)
        x = graph.add('MaxPool', [x], `${name}_pool`, { kernel_shape: [2, 2], strides: [2, 2] });
    } else if (layer.kind === 'global-average') {
      x = graph.add('GlobalAveragePool', [x], name);
      x = graph.add('Flatten', [x], `${name}_flat`, { axis: 1 });
      flat = true;
    } else if (layer.kind === 'flatten') {
      // TensorFlow's order: the channels of a pixel side by side.
      if (!flat) x = graph.add('Transpose', [x], `${name}_last`, { perm: [0, 2, 3, 1] });
      x = graph.add('Flatten', [x], name, { axis: 1 });
      flat = true;
    } else {
      const kernel = graph.half(`${name}_kernel`, layer.kernel, [layer.inputs, layer.units]);
      x = graph.add('Gemm', [x, kernel, graph.half(`${name}_bias`, layer.bias, [layer.units])], name);
      if (layer.relu) x = graph.add('Relu', [x], `${name}_relu`);
    }
  }
  graph.add('Softmax', [x], 'probabilities', { axis: 1 });
  graph.add('ArgMax', ['probabilities'], 'label', { axis: 1, keepdims: 0 });

  const { ModelProto } = onnxProto.onnx;
  return ModelProto.encode({
    irVersion,
    producerName: 'modelfolio',
    docString: doc,
    opsetImport: [{ domain: '', version: opset }],
    metadataProps: [
      { key: 'modelfolio.run', value: runId },
      { key: 'modelfolio.classes', value: JSON.stringify(classes) },
    ],
    graph: {
      name: 'fashion-mnist',
      docString: doc,
      node: graph.nodes,
      initializer: graph.initializers,
      input: [value('image', dataType.uint8, ['N', imageSide, imageSide])],
      output: [
        value('probabilities', dataType.float, ['N', classes.length]),
        value('label', dataType.int64, ['N']),
      ],
    },
  }).finish();
}

class GraphBuilder {
  readonly nodes: onnx.INodeProto[] = [];
  readonly initializers: onnx.ITensorProto[] = [];

  /** Adds a node with one output, which is named as the node is. */
  add(
    opType: string,
    input: string[],
    name: string,
    attributes: Record<string, number | number[]> = {},
  ): string {
    const attribute = Object.entries(attributes).map(([key, given]) =>
      Array.isArray(given)
        ? { name: key, type: attributeType.ints, ints: given }
        : { name: key, type: attributeType.int, i: given },
    );
    this.nodes.push({ opType, name, input, output: [name], attribute });
    return name;
  }

  constant(
    name: string,
    values: Float32Array | BigInt64Array | Uint8Array,
    dims: number[],
    type: keyof typeof dataType,
  ): string {
    const rawData = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    this.initializers.push({ name, dims, dataType: dataType[type], rawData });
    return name;
  }

  /** An array stored in half precision and cast to single. */
  half(name: string, values: Float32Array, dims: number[]): string {
    const stored = this.constant(`${name}_half`, halfBytes(values), dims, 'half');
    return this.add('Cast', [stored], name, { to: dataType.float });
  }
}

function value(name: string, elemType: number, shape: (string | number)[]): onnx.IValueInfoProto {
  const dim = shape.map((size) => (typeof size === 'string' ? { dimParam: size } : { dimValue: size }));
  return { name, type: { tensorType: { elemType, shape: { dim } } } };
}

/** From TensorFlow's `[3, 3, channels, filters]` to ONNX's `[filters, channels, 3, 3]`. */
function toOihw(kernel: Float32Array, channels: number, filters: number): Float32Array {
  const out = new Float32Array(kernel.length);
  for (let tap = 0; tap < 9; tap += 1)
    for (let c = 0; c < channels; c += 1)
      for (let f = 0; f < filters; f += 1)
        out[(f * channels + c) * 9 + tap] = kernel[(tap * channels + c) * filters + f] as number;
  return out;
}
