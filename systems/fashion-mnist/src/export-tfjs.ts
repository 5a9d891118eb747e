import { halfBytes, type FoldedLayer } from './folded-network.ts';
import { imageSide } from './network-spec.ts';

/** The two files of a TensorFlow.js LayersModel. */
export interface TfjsFiles {
  /** `model.json`. */
  model: Uint8Array;
  /** `weights.bin`. */
  weights: Uint8Array;
}

/** Version of the format's writer, as TensorFlow.js puts it into the file. */
const layersVersion = '4.22.0';

/**
 * The network as a LayersModel: float `[N, 28, 28, 1]` from 0 to 255 goes in, probabilities come out.
 * Weights are stored as `float16`, which holds them exactly, half the size of the usual file.
 */
export function toTfjs(layers: readonly FoldedLayer[], metadata: Record<string, unknown>): TfjsFiles {
  const weights: { name: string; shape: number[]; values: Float32Array }[] = [];
  const lastDense = layers.findLastIndex(({ kind }) => kind === 'dense');
  const topology: object[] = [
    {
      class_name: 'Rescaling',
      config: {
        name: 'rescaling',
        batch_input_shape: [null, imageSide, imageSide, 1],
        dtype: 'float32',
        scale: 1 / 255,
        offset: 0,
      },
    },
  ];
  for (const [index, layer] of layers.entries()) {
    const name = `${layer.kind.replace('-', '_')}${index}`;
    if (layer.kind === 'conv') {
      const { channels, filters } = layer;
      topology.push({
        class_name: 'Conv2D',
        config: { name, filters, kernel_size: [3, 3], padding: 'same', activation: 'relu', use_bias: true },
      });
      weights.push({ name: `${name}/kernel`, shape: [3, 3, channels, filters], values: layer.kernel });
      weights.push({ name: `${name}/bias`, shape: [filters], values: layer.bias });
      if (layer.pool)
        topology.push({
          class_name: 'MaxPooling2D',
          config: { name: `${name}_pool`, pool_size: [2, 2], strides: [2, 2], padding: 'valid' },
        });
    } else if (layer.kind === 'global-average') {
      topology.push({ class_name: 'GlobalAveragePooling2D', config: { name } });
    } else if (layer.kind === 'flatten') {
      topology.push({ class_name: 'Flatten', config: { name } });
    } else {
      const { inputs, units } = layer;
      const activation = index === lastDense ? 'softmax' : layer.relu ? 'relu' : 'linear';
      topology.push({ class_name: 'Dense', config: { name, units, activation, use_bias: true } });
      weights.push({ name: `${name}/kernel`, shape: [inputs, units], values: layer.kernel });
      weights.push({ name: `${name}/bias`, shape: [units], values: layer.bias });
    }
  }
  const model = {
    format: 'layers-model',
    generatedBy: `TensorFlow.js tfjs-layers v${layersVersion}`,
    convertedBy: null,
    modelTopology: {
      class_name: 'Sequential',
      config: { name: 'fashion_mnist', layers: topology },
      keras_version: `tfjs-layers ${layersVersion}`,
      backend: 'tensor_flow.js',
    },
    weightsManifest: [
      {
        paths: ['weights.bin'],
        weights: weights.map(({ name, shape }) => ({
          name,
          shape,
          dtype: 'float32',
          quantization: { dtype: 'float16', original_dtype: 'float32' },
        })),
      },
    ],
    userDefinedMetadata: metadata,
  };
  return {
    model: Buffer.from(JSON.stringify(model)),
    weights: Buffer.concat(weights.map(({ values }) => halfBytes(values))),
  };
}
