import {
  convLayer,
  denseLayer,
  reshapingLayer,
  type Gradients,
  type Layer,
  type LayerOperations,
  type Parameter,
} from '@modelfolio/training/layers';
import type { LayerSpec } from '@modelfolio/training/layer-spec';
import { imageSide } from './network-spec.ts';
import { seededRandom } from '@modelfolio/statistics/seeded-random';
import type { Tensor } from '@modelfolio/training/tensorflow';

/** A network with its arrays on a backend, ready to be trained. */
export interface Network {
  layers: Layer[];
  parameters: Parameter[];
  statistics: Parameter[];
  /** Training pass from images `[N, 28, 28, 1]` in [0, 1] to logits `[N, classes]`. */
  forward(images: Tensor): Tensor;
  /** From the loss's gradient in the logits to that in each parameter. */
  backward(dLogits: Tensor): Gradients;
  dispose(): void;
}

/** Builds a network with seeded initial weights. */
export function createNetwork(
  operations: LayerOperations,
  specs: readonly LayerSpec[],
  seed: number,
): Network {
  let channels = 1;
  let side = imageSide;
  const layers = specs.map((spec, index) => {
    const random = seededRandom(seed, 1, index);
    const inputs = channels;
    if (spec.kind === 'conv') {
      channels = spec.filters;
      if (spec.pool) side = Math.floor(side / 2);
      return convLayer(operations, spec, `conv${index}`, inputs, random);
    }
    if (spec.kind === 'dense') {
      channels = spec.units;
      return denseLayer(operations, spec, `dense${index}`, inputs, random);
    }
    if (spec.kind === 'flatten') channels *= side * side;
    return reshapingLayer(operations, spec);
  });
  const parameters = layers.flatMap((layer) => layer.parameters);
  const statistics = layers.flatMap((layer) => layer.statistics);
  return {
    layers,
    parameters,
    statistics,
    forward: (images) => layers.reduce((x, layer) => layer.forward(x), images),
    backward(dLogits) {
      const gradients: Gradients = new Map();
      // Below the first layer with parameters nobody needs a gradient.
      const lowest = layers.findIndex((layer) => layer.parameters.length > 0);
      let dy: Tensor = dLogits;
      for (let index = layers.length - 1; index >= lowest; index -= 1) {
        const dx = (layers[index] as Layer).backward(dy, gradients, index === lowest);
        if (!dx) break;
        dy = dx;
      }
      return gradients;
    },
    dispose() {
      for (const { variable } of [...parameters, ...statistics]) variable.dispose();
    },
  };
}
