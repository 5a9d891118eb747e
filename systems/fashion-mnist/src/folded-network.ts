/// <reference lib="esnext.float16" />
import { epsilon } from '@modelfolio/training/batch-normalisation';
import type { LayerSpec } from '@modelfolio/training/layer-spec';
import { imageSide } from './network-spec.ts';

/** A layer as it is shipped: batch normalisation is part of the convolution's weights. */
export type FoldedLayer =
  | {
      kind: 'conv';
      channels: number;
      filters: number;
      kernel: Float32Array;
      bias: Float32Array;
      pool: boolean;
    }
  | { kind: 'global-average' }
  | { kind: 'flatten' }
  | { kind: 'dense'; inputs: number; units: number; kernel: Float32Array; bias: Float32Array; relu: boolean };

/** Named arrays of a network, as `Parameter` names them. */
export type WeightArrays = ReadonlyMap<string, Float32Array>;

/**
 * The network for inference. A convolution followed by batch normalisation is one convolution with
 * `kernel · γ/σ` and bias `β − μ·γ/σ`, where `σ = sqrt(variance + ε)`. Each number is then rounded to half
 * precision, so that a two-byte file holds it exactly. Kernels keep TensorFlow's order: `[3, 3, channels,
 * filters]` and `[inputs, units]`.
 */
export function foldNetwork(specs: readonly LayerSpec[], weights: WeightArrays): FoldedLayer[] {
  const get = (name: string): Float32Array => {
    const values = weights.get(name);
    if (!values) throw new Error(`the network has no array ${name}`);
    return values;
  };
  let channels = 1;
  let side = imageSide;
  return specs.map((spec, index): FoldedLayer => {
    if (spec.kind === 'conv') {
      const name = `conv${index}`;
      const [gamma, beta] = [get(`${name}/gamma`), get(`${name}/beta`)];
      const [mean, variance] = [get(`${name}/mean`), get(`${name}/variance`)];
      const scale = Float64Array.from(
        gamma,
        (value, c) => value / Math.sqrt((variance[c] as number) + epsilon),
      );
      const kernel = get(`${name}/kernel`).map((value, i) => value * (scale[i % spec.filters] as number));
      const bias = beta.map((value, c) => value - (mean[c] as number) * (scale[c] as number));
      const layer = { kind: spec.kind, channels, filters: spec.filters, pool: spec.pool };
      channels = spec.filters;
      if (spec.pool) side = Math.floor(side / 2);
      return { ...layer, kernel: toHalf(kernel), bias: toHalf(bias) };
    }
    if (spec.kind === 'dense') {
      const name = `dense${index}`;
      const layer = { kind: spec.kind, inputs: channels, units: spec.units, relu: spec.relu };
      channels = spec.units;
      return { ...layer, kernel: toHalf(get(`${name}/kernel`)), bias: toHalf(get(`${name}/bias`)) };
    }
    if (spec.kind === 'flatten') channels *= side * side;
    return { kind: spec.kind };
  });
}

/** The numbers as half precision, two bytes each: exact for a folded network's arrays. */
export function halfBytes(values: Float32Array): Uint8Array {
  return new Uint8Array(Float16Array.from(values).buffer);
}

function toHalf(values: Float32Array): Float32Array {
  return values.map((value) => Math.f16round(value));
}
