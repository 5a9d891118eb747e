import type { Normalise } from './batch-normalisation.ts';
import type { LayerSpec } from './layer-spec.ts';
import { normal, type Random } from '@modelfolio/statistics/seeded-random';
import { runKernel } from './run-kernel.ts';
import type { Tensor, Tensor4D, Tf, Variable } from './tensorflow.ts';
import type { Unpool } from './unpool.ts';

/** A named array of the network that lives on the backend. */
export interface Parameter {
  name: string;
  variable: Variable;
  /** Whether weight decay applies: weights yes, biases and normalisation no. */
  decays: boolean;
}

/** Receives the gradient of each parameter. */
export type Gradients = Map<Parameter, Tensor>;

/** One layer with its arrays; `backward` follows the `forward` of the same batch. */
export interface Layer {
  spec: LayerSpec;
  /** Trained by gradient. */
  parameters: Parameter[];
  /** Running means and variances. */
  statistics: Parameter[];
  /** Training pass; updates the statistics. */
  forward(x: Tensor): Tensor;
  /** The loss's gradient in the layer's input; `null` when `first`, since nobody needs the image's. */
  backward(dy: Tensor, gradients: Gradients, first: boolean): Tensor | null;
}

/** Backend-specific pieces that layers are made of. */
export interface LayerOperations {
  tf: Tf;
  normalise: Normalise;
  unpool: Unpool;
}

/** Share of the old value that a running mean or variance keeps at each step. */
const statisticsMomentum = 0.9;

const convolution = { strides: [1, 1], pad: 'same', dataFormat: 'NHWC', dimRoundingMode: undefined };

/** A convolution block (see `LayerSpec`) with He's initial weights (He et al. 2015, arXiv:1502.01852). */
export function convLayer(
  { tf, normalise, unpool }: LayerOperations,
  spec: LayerSpec & { kind: 'conv' },
  name: string,
  channels: number,
  random: Random,
): Layer {
  const { filters, pool } = spec;
  const shape: [number, number, number, number] = [3, 3, channels, filters];
  const kernel = parameter(tf, `${name}/kernel`, tf.tensor(heNormal(shape, random), shape), true);
  const gamma = parameter(tf, `${name}/gamma`, tf.ones([filters]), false);
  const beta = parameter(tf, `${name}/beta`, tf.zeros([filters]), false);
  const mean = parameter(tf, `${name}/mean`, tf.zeros([filters]), false);
  const variance = parameter(tf, `${name}/variance`, tf.ones([filters]), false);
  let saved: { x: Tensor4D; normalised: ReturnType<Normalise>; y: Tensor4D } | null = null;
  return {
    spec,
    parameters: [kernel, gamma, beta],
    statistics: [mean, variance],
    forward(input) {
      const x = input as Tensor4D;
      const normalised = normalise(
        tf.conv2d(x, kernel.variable as Tensor4D, 1, 'same'),
        gamma.variable,
        beta.variable,
      );
      moveTowards(tf, mean.variable, normalised.mean);
      moveTowards(tf, variance.variable, normalised.variance);
      const y = pool ? tf.maxPool(normalised.y, 2, 2, 'valid') : normalised.y;
      saved = { x, normalised, y };
      return y;
    },
    backward(dy, gradients, first) {
      if (!saved) throw new Error('backward before forward');
      const { x, normalised, y } = saved;
      saved = null;
      const unpooled = pool ? unpool(normalised.y, y, dy as Tensor4D) : (dy as Tensor4D);
      const { dx: dConv, dGamma, dBeta } = normalised.backward(unpooled);
      gradients.set(gamma, dGamma);
      gradients.set(beta, dBeta);
      const filter = { ...convolution, filterShape: shape };
      gradients.set(kernel, runKernel(tf, 'Conv2DBackpropFilter', { x, dy: dConv }, filter));
      if (first) return null;
      const inputs = { dy: dConv, filter: kernel.variable };
      return runKernel(tf, 'Conv2DBackpropInput', inputs, { ...convolution, inputShape: x.shape });
    },
  };
}

/** Fully connected layer with He's initial weights. */
export function denseLayer(
  { tf }: LayerOperations,
  spec: LayerSpec & { kind: 'dense' },
  name: string,
  channels: number,
  random: Random,
): Layer {
  const shape: [number, number] = [channels, spec.units];
  const kernel = parameter(tf, `${name}/kernel`, tf.tensor(heNormal(shape, random), shape), true);
  const bias = parameter(tf, `${name}/bias`, tf.zeros([spec.units]), false);
  let saved: { x: Tensor; y: Tensor } | null = null;
  return {
    spec,
    parameters: [kernel, bias],
    statistics: [],
    forward(x) {
      const sum = tf.add(tf.matMul(x, kernel.variable), bias.variable);
      const y = spec.relu ? tf.relu(sum) : sum;
      saved = { x, y };
      return y;
    },
    backward(dy, gradients, first) {
      if (!saved) throw new Error('backward before forward');
      const { x, y } = saved;
      saved = null;
      const passed = spec.relu ? tf.mul(dy, tf.step(y)) : dy;
      // Transposing first keeps the product on the WASM backend's fast path, which its transpose flags leave.
      gradients.set(kernel, tf.matMul(tf.transpose(x), passed));
      gradients.set(bias, tf.sum(passed, 0));
      return first ? null : tf.matMul(passed, tf.transpose(kernel.variable));
    },
  };
}

/** Mean over the picture, or its pixels in a row. */
export function reshapingLayer({ tf }: LayerOperations, spec: LayerSpec): Layer {
  let shape: number[] = [];
  return {
    spec,
    parameters: [],
    statistics: [],
    forward(x) {
      shape = x.shape;
      return spec.kind === 'flatten' ? tf.reshape(x, [shape[0] as number, -1]) : tf.mean(x, [1, 2]);
    },
    backward(dy, _, first) {
      if (first) return null;
      if (spec.kind === 'flatten') return tf.reshape(dy, shape);
      const [batch, height, width, channels] = shape as [number, number, number, number];
      const share = tf.reshape(tf.div(dy, height * width), [batch, 1, 1, channels]);
      return tf.tile(share, [1, height, width, 1]);
    },
  };
}

function parameter(tf: Tf, name: string, initial: Tensor, decays: boolean): Parameter {
  const variable = tf.variable(initial);
  initial.dispose();
  return { name, variable, decays };
}

function moveTowards(tf: Tf, running: Variable, value: Tensor): void {
  running.assign(tf.add(tf.mul(running, statisticsMomentum), tf.mul(value, 1 - statisticsMomentum)));
}

function heNormal(shape: number[], random: Random): Float32Array {
  const outputs = shape.at(-1) as number;
  const size = shape.reduce((product, dimension) => product * dimension, 1);
  const deviation = Math.sqrt((2 * outputs) / size);
  return Float32Array.from({ length: size }, () => deviation * normal(random));
}
