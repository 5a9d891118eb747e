import { expect, it, onTestFinished } from 'vitest';
import { tensorOf } from '../tensor.ts';
import { sessionPool, type SessionPool } from './session-pool.ts';

const json = (value: object): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
const floats = (...values: number[]): Uint8Array => new Uint8Array(Float32Array.from(values).buffer);

const pool = (): SessionPool => {
  const made = sessionPool();
  onTestFinished(() => made.end());
  return made;
};

/** Images of 1×2 bytes, flattened; y = x · [[1, 2], [3, 4]] + [10, 20]. */
const layers = json({
  format: 'layers-model',
  modelTopology: {
    class_name: 'Sequential',
    config: {
      name: 'net',
      layers: [
        {
          class_name: 'Flatten',
          config: { name: 'flat', batch_input_shape: [null, 1, 2, 1], dtype: 'float32' },
        },
        { class_name: 'Dense', config: { name: 'dense', units: 2, activation: 'linear', use_bias: true } },
      ],
    },
  },
  weightsManifest: [
    {
      paths: ['weights.bin'],
      weights: [
        { name: 'dense/kernel', shape: [2, 2], dtype: 'float32' },
        { name: 'dense/bias', shape: [2], dtype: 'float32' },
      ],
    },
  ],
});
const layerWeights = floats(1, 2, 3, 4, 10, 20);

it('runs a layers model on rows given flat, its output taken by place', async () => {
  const session = await pool().openTfjs(layers, layerWeights);
  expect(session.runtime).toMatch(/^@tensorflow\/tfjs-core \d.* \(wasm\)$/);
  const image = tensorOf('uint8', [1, 0, 2, 1], [2, 1, 2]);
  const outputs = await session.run({ image }, ['probabilities', 'label']);
  // The network has no output for the label.
  expect(outputs).toEqual({ probabilities: tensorOf('float32', [11, 22, 15, 28], [2, 2]) });
  expect(await session.run({ image }, ['probabilities'])).toEqual(outputs);
  await session.close();
});

/** Two outputs: x and w by some operation, and x − w. Einsum has no kernel in WebAssembly. */
const graph = (operation: string, attr: object = {}) =>
  json({
    format: 'graph-model',
    modelTopology: {
      node: [
        {
          name: 'x',
          op: 'Placeholder',
          attr: { dtype: { type: 'DT_FLOAT' }, shape: { shape: { dim: [{ size: '-1' }, { size: '2' }] } } },
        },
        { name: 'w', op: 'Const', attr: { dtype: { type: 'DT_FLOAT' } } },
        { name: 'first', op: operation, input: ['x', 'w'], attr: { T: { type: 'DT_FLOAT' }, ...attr } },
        { name: 'second', op: 'Sub', input: ['x', 'w'], attr: { T: { type: 'DT_FLOAT' } } },
      ],
      versions: { producer: 1 },
    },
    weightsManifest: [{ paths: ['weights.bin'], weights: [{ name: 'w', shape: [2], dtype: 'float32' }] }],
  });

it.each([
  ['Mul', {}, tensorOf('float32', [3, 8, 15, 24], [2, 2])],
  ['Einsum', { N: { i: 2 }, equation: { s: btoa('ij,j->i') } }, tensorOf('float32', [11, 39], [2])],
])('runs a graph model with the operation %s, outputs by name', async (operation, attr, first) => {
  const session = await pool().openTfjs(graph(operation, attr), floats(3, 4));
  expect(session.inputs).toEqual(['x']);
  expect([...session.outputs].toSorted()).toEqual(['first', 'second']);
  const x = tensorOf('float32', [1, 2, 5, 6], [2, 2]);
  expect(await session.run({ x }, ['second', 'first'])).toEqual({
    second: tensorOf('float32', [-2, -2, 2, 2], [2, 2]),
    first,
  });
});

it('refuses what is no model, too few weights, and words for numbers', async () => {
  const sessions = pool();
  await expect(sessions.openTfjs(json({}), floats())).rejects.toThrow(/./);
  await expect(sessions.openTfjs(layers, floats(1))).rejects.toThrow(/should have 4 values but has 1/);
  const session = await sessions.openTfjs(layers, layerWeights);
  await expect(session.run({ image: tensorOf('string', ['a'], [1]) })).rejects.toThrow(
    /no numbers for the input flat/,
  );
  await expect(session.run({})).rejects.toThrow(/no numbers for the input flat/);
});
