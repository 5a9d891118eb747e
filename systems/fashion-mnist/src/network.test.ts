// Registers the gradients that TensorFlow.js itself uses: the independent reference.
import * as reference from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBackend, type Backend } from '@modelfolio/training/backend';
import { epsilon } from '@modelfolio/training/batch-normalisation';
import { candidates } from './candidates.ts';
import { crossEntropy } from '@modelfolio/training/loss';
import { createNetwork, type Network } from './network.ts';
import type { LayerSpec } from '@modelfolio/training/layer-spec';
import { seededRandom } from '@modelfolio/statistics/seeded-random';
import { relativeDifference } from '@modelfolio/statistics/relative-difference';
import type { Tensor, Tensor4D } from '@modelfolio/training/tensorflow';

const specs: LayerSpec[] = [
  { kind: 'conv', filters: 4, pool: true },
  { kind: 'conv', filters: 6, pool: false },
  { kind: 'global-average' },
  { kind: 'dense', units: 8, relu: true },
  { kind: 'dense', units: 10, relu: false },
];
const rows = 6;
const random = seededRandom(11);
const pixels = Float32Array.from({ length: rows * 784 }, () => random());
const labels = Uint8Array.of(0, 9, 3, 3, 5, 1);

/** Single precision; below a second normalisation the true gradient of a scale is nearly 0, a difference of large sums. */
const tolerance = 2e-4;

/** The network's gradients by parameter name. */
function ours({ operations: { tf } }: Backend, network: Network): Record<string, Float32Array> {
  return tf.tidy(() => {
    const logits = network.forward(tf.tensor4d(pixels, [rows, 28, 28, 1]));
    const { gradient } = crossEntropy(logits.dataSync<'float32'>(), labels, 10, 0.1);
    const gradients = network.backward(tf.tensor2d(gradient, [rows, 10]));
    return Object.fromEntries(
      [...gradients].map(([{ name }, values]) => [name, values.dataSync<'float32'>().slice()]),
    );
  });
}

/** The same by TensorFlow.js's own operations and automatic differentiation. */
function automatic(network: Network): Record<string, Float32Array> {
  const tf = reference;
  const variables = network.parameters.map(({ variable }) => variable as unknown as reference.Variable);
  const loss = (): reference.Scalar => {
    let x: Tensor = tf.tensor4d(pixels, [rows, 28, 28, 1]);
    for (const { spec, parameters } of network.layers) {
      const [kernel, second, third] = parameters.map(({ variable }) => variable as Tensor);
      if (spec.kind === 'conv') {
        const y = tf.conv2d(x as Tensor4D, kernel as Tensor4D, 1, 'same');
        const { mean, variance } = tf.moments(y, [0, 1, 2]);
        const scaled = tf.mul(tf.div(tf.sub(y, mean), tf.sqrt(tf.add(variance, epsilon))), second as Tensor);
        x = tf.relu(tf.add(scaled, third as Tensor));
        if (spec.pool) x = tf.maxPool(x as Tensor4D, 2, 2, 'valid');
      } else if (spec.kind === 'dense') {
        x = tf.add(tf.matMul(x, kernel as Tensor), second as Tensor);
        if (spec.relu) x = tf.relu(x);
      } else if (spec.kind === 'global-average') x = tf.mean(x, [1, 2]);
      else x = tf.reshape(x, [rows, -1]);
    }
    return tf.losses.softmaxCrossEntropy(tf.oneHot(tf.tensor1d(labels, 'int32'), 10), x, 1, 0.1).asScalar();
  };
  return tf.tidy(() => {
    const { grads } = tf.variableGrads(loss, variables);
    return Object.fromEntries(
      network.parameters.map(({ name, variable }) => [
        name,
        (grads[variable.name] as Tensor).dataSync<'float32'>().slice(),
      ]),
    );
  });
}

describe.each(['cpu', 'wasm'] as const)('gradients of a whole network on the %s backend', (name) => {
  let backend: Backend;
  let network: Network;
  beforeAll(async () => {
    backend = await openBackend(name);
    network = createNetwork(backend.operations, specs, 1);
  });
  afterAll(() => network.dispose());

  it("are those of TensorFlow.js's automatic differentiation on the CPU, within 2e-4 of the largest", async () => {
    const gradients = ours(backend, network);
    const values = network.parameters.map(({ variable }) => variable.dataSync().slice());
    await reference.setBackend('cpu');
    // Variables of another backend are moved when they are read.
    const expected = automatic(network);
    await reference.setBackend(name);
    expect(Object.keys(gradients).sort()).toEqual(network.parameters.map((entry) => entry.name).sort());
    for (const [key, wanted] of Object.entries(expected))
      expect(relativeDifference(gradients[key] as Float32Array, wanted), key).toBeLessThan(tolerance);
    expect(network.parameters.map(({ variable }) => variable.dataSync().slice())).toEqual(values);
  });

  it('leave no tensors behind', () => {
    const { tf } = backend.operations;
    ours(backend, network);
    const before = tf.memory().numTensors;
    ours(backend, network);
    expect(tf.memory().numTensors).toBe(before);
  });

  it.each(['softmax', 'mlp'] as const)(
    'have a gradient for every parameter of the %s candidate',
    (candidate) => {
      const other = createNetwork(backend.operations, candidates[candidate].layers, 1);
      const gradients = ours(backend, other);
      expect(Object.keys(gradients).sort()).toEqual(other.parameters.map((entry) => entry.name).sort());
      expect(Object.values(gradients).every((values) => values.some((value) => value !== 0))).toBe(true);
      other.dispose();
    },
  );
});
