import type { GraphModel, ModelOutput } from '@modelfolio/onnx';
import type { TensorSignature } from '@modelfolio/schemas';
import { z } from 'zod';
import { parseJson } from '@modelfolio/project/json-file';
import { ModelfolioError } from '../modelfolio-error.ts';

type Type = TensorSignature['type'];

const size = z.union([z.number(), z.string()]).optional();
const tensorInfo = z.object({
  name: z.string().optional(),
  dtype: z.string(),
  tensorShape: z.object({ dim: z.array(z.object({ size })).optional() }).optional(),
});
const signatures = z.object({
  inputs: z.record(z.string(), tensorInfo),
  outputs: z.record(z.string(), tensorInfo),
});
const layer = z.object({
  class_name: z.string(),
  name: z.string().optional(),
  config: z.object({
    name: z.string().optional(),
    batch_input_shape: z.array(z.number().nullable()).optional(),
    dtype: z.string().optional(),
    units: z.int().positive().optional(),
    activation: z.string().nullish(),
  }),
});
const layersConfig = z.object({
  layers: z.array(layer).min(1),
  output_layers: z.array(z.array(z.unknown())).optional(),
});
/** Keras writes Sequential's layers bare before version 2.2.3. */
const modelConfig = z.object({ config: z.union([layersConfig, z.array(layer).min(1)]) });
const tfjsModel = z.object({
  format: z.enum(['layers-model', 'graph-model']),
  signature: signatures.optional(),
  userDefinedMetadata: z.object({ signature: signatures.optional() }).optional(),
  modelTopology: z.unknown(),
  weightsManifest: z.array(
    z.object({
      paths: z.array(z.string().min(1)),
      weights: z.array(z.object({ shape: z.array(z.int().nonnegative()), dtype: z.string() })),
    }),
  ),
});

const types: Record<string, Type> = {
  bool: 'bool',
  float32: 'float32',
  int32: 'int32',
  string: 'string',
  DT_BOOL: 'bool',
  DT_FLOAT: 'float32',
  DT_INT32: 'int32',
  DT_STRING: 'string',
  DT_UINT8: 'uint8',
};

const makers: Record<string, string> = { sigmoid: 'Sigmoid', softmax: 'Softmax' };

/**
 * Reads the signature of a TensorFlow.js `model.json`: from the signature of a graph model, from the layers of a
 * layers model.
 *
 * @param path names the file in errors
 * @throws ModelfolioError `model-unreadable` or `signature-unsupported`
 */
export function readTfjsModel(bytes: Uint8Array, path: string): GraphModel {
  const model = parseJson(bytes, path, tfjsModel, 'model-unreadable');
  const parameters = model.weightsManifest
    .flatMap(({ weights }) => weights)
    .filter(({ shape, dtype }) => dtype === 'float32' && shape.length > 0)
    .reduce((sum, { shape }) => sum + shape.reduce((product, length) => product * length, 1), 0);
  const tensors =
    model.format === 'graph-model'
      ? ofSignature(model.signature ?? model.userDefinedMetadata?.signature, path)
      : ofLayers(model.modelTopology, path);
  return { ...tensors, opset: {}, parameters, changes: [] };
}

type Tensors = Pick<GraphModel, 'inputs' | 'outputs'>;

function ofSignature(signature: z.infer<typeof signatures> | undefined, path: string): Tensors {
  if (!signature)
    throw new ModelfolioError('signature-unsupported', 'no signature of inputs and outputs', {
      file: path,
      hint: 'convert it again with tensorflowjs_converter from a SavedModel with a serving signature',
    });
  const tensors = (infos: Record<string, z.infer<typeof tensorInfo>>): TensorSignature[] =>
    Object.entries(infos).map(([key, { name, dtype, tensorShape }]) => ({
      name: name?.replace(/:0$/, '') ?? key,
      type: typeOf(dtype, key, path),
      shape: (tensorShape?.dim ?? []).map(({ size: length }, axis) => dimension(Number(length ?? -1), axis)),
    }));
  return { inputs: tensors(signature.inputs), outputs: tensors(signature.outputs).map(plainOutput) };
}

function ofLayers(topology: unknown, path: string): Tensors {
  const outer = z.object({ model_config: modelConfig }).safeParse(topology);
  const inner = modelConfig.safeParse(topology);
  const found = outer.success ? outer.data.model_config : inner.success ? inner.data : null;
  if (!found)
    throw new ModelfolioError('model-unreadable', 'modelTopology holds no layers', {
      file: path,
      hint: 'save the model again with model.save',
    });
  const { layers, output_layers: outputLayers } = Array.isArray(found.config)
    ? { layers: found.config, output_layers: undefined }
    : found.config;
  const first = layers.filter(({ config }) => config.batch_input_shape);
  const names = outputLayers?.map(([name]) => name);
  const last = names
    ? layers.filter(({ config, name }) => names.includes(config.name ?? name))
    : layers.slice(-1);
  if (first.length === 0 || last.length === 0)
    throw new ModelfolioError('signature-unsupported', 'the layers do not say the shape of the input', {
      file: path,
      hint: 'give the first layer an inputShape and save the model again',
    });
  return {
    inputs: first.map(({ name, config }, index) => ({
      name: config.name ?? name ?? `input ${index + 1}`,
      type: typeOf(config.dtype ?? 'float32', config.name ?? '', path),
      shape: (config.batch_input_shape ?? []).map((length, axis) => dimension(length ?? -1, axis)),
    })),
    outputs: last.map((layerOf, index) => outputOf(layerOf, widthAt(layers, layerOf), index)),
  };
}

function outputOf(
  { name, class_name: kind, config }: z.infer<typeof layer>,
  width: number | null,
  index: number,
): ModelOutput {
  const activation = kind === 'Softmax' ? 'softmax' : (config.activation ?? '');
  return {
    name: config.name ?? name ?? `output ${index + 1}`,
    type: 'float32',
    shape: ['N', width],
    maker: makers[activation] ?? null,
    classes: null,
    features: null,
  };
}

/** Units of a layer, or of the last one before it that has any: activations and dropout keep the width. */
function widthAt(layers: readonly z.infer<typeof layer>[], at: z.infer<typeof layer>): number | null {
  const before = layers.slice(0, layers.indexOf(at) + 1).toReversed();
  const keeping = new Set(['Activation', 'BatchNormalization', 'Dropout', 'Softmax']);
  for (const { class_name: kind, config } of before) {
    if (config.units !== undefined) return config.units;
    if (!keeping.has(kind)) return null;
  }
  return null;
}

function plainOutput(tensor: TensorSignature): ModelOutput {
  return { ...tensor, maker: null, classes: null, features: null };
}

function dimension(length: number, axis: number): TensorSignature['shape'][number] {
  if (length >= 0) return length;
  return axis === 0 ? 'N' : null;
}

function typeOf(dtype: string, name: string, path: string): Type {
  const type = Object.hasOwn(types, dtype) ? types[dtype] : undefined;
  if (type) return type;
  throw new ModelfolioError('signature-unsupported', `\`${name}\` is of type ${dtype}`, {
    file: path,
    hint: 'save the model with inputs of float32, int32, bool or string',
  });
}
