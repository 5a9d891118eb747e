import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-wasm';
import { loadLayersModel } from '@tensorflow/tfjs-layers';
import onnxProto from 'onnx-proto';
import { openSession } from '@modelfolio/inference/node/open-session';
import * as web from 'onnxruntime-web/wasm';
import { beforeAll, describe, expect, it } from 'vitest';
import { openBackend } from '@modelfolio/training/backend';
import { candidates } from './candidates.ts';
import { classNames } from './dataset-files.ts';
import { toOnnx } from './export-onnx.ts';
import { toTfjs } from './export-tfjs.ts';
import { foldNetwork, type FoldedLayer } from './folded-network.ts';
import { parseIdx } from '@modelfolio/inference/idx';
import { createNetwork } from './network.ts';
import type { LayerSpec } from '@modelfolio/training/layer-spec';
import { predictLogits } from './predict.ts';
import { seededRandom } from '@modelfolio/statistics/seeded-random';

const folder = join(import.meta.dirname, '..', '..', '..', 'models', 'fashion-mnist');
const rows = 64;
let images: Uint8Array<ArrayBuffer>;

/** What a runtime makes of the images: probabilities `[rows, 10]` and, where it gives them, labels. */
interface Output {
  probabilities: Float32Array;
  labels?: number[];
}

async function inNode(model: Uint8Array): Promise<Output> {
  const session = await openSession(model);
  const { probabilities, label } = await session.run({
    image: { type: 'uint8', data: images, shape: [rows, 28, 28] },
  });
  await session.close();
  return {
    probabilities: probabilities?.data as Float32Array,
    labels: Array.from(label?.data as BigInt64Array, Number),
  };
}

async function inBrowserRuntime(model: Uint8Array): Promise<Output> {
  web.env.wasm.numThreads = 1;
  const session = await web.InferenceSession.create(model, { logSeverityLevel: 3 });
  const { probabilities, label } = await session.run({
    image: new web.Tensor('uint8', images, [rows, 28, 28]),
  });
  await session.release();
  return {
    probabilities: probabilities?.data as Float32Array,
    labels: Array.from(label?.data as BigInt64Array, Number),
  };
}

async function inTensorflow({ model, weights }: ReturnType<typeof toTfjs>): Promise<Output> {
  const { modelTopology, weightsManifest } = JSON.parse(Buffer.from(model).toString()) as {
    modelTopology: object;
    weightsManifest: { weights: tf.io.WeightsManifestEntry[] }[];
  };
  const weightData = Uint8Array.from(weights).buffer;
  const loaded = await loadLayersModel(
    tf.io.fromMemory({
      modelTopology,
      weightSpecs: weightsManifest.flatMap((group) => group.weights),
      weightData,
    }),
  );
  const probabilities = tf.tidy(() =>
    (loaded.predict(tf.tensor4d(Float32Array.from(images), [rows, 28, 28, 1])) as tf.Tensor)
      .dataSync<'float32'>()
      .slice(),
  );
  loaded.dispose();
  return { probabilities };
}

function largestDifference(a: Float32Array, b: Float32Array): number {
  expect(a.length).toBe(b.length);
  return a.reduce((largest, value, index) => Math.max(largest, Math.abs(value - (b[index] as number))), 0);
}

beforeAll(async () => {
  await openBackend('wasm');
  const shard = gunzipSync(await readFile(join(folder, 'evaluation', 't10k-00-images.idx3.gz')));
  images = Uint8Array.from(parseIdx(shard, [3]).data.subarray(0, rows * 784));
});

describe('the shipped model', () => {
  it('gives the same probabilities, within 1e-5, in three runtimes on real test images', async () => {
    const onnx = await readFile(join(folder, 'model.onnx'));
    const tfjs = {
      model: await readFile(join(folder, 'tfjs', 'model.json')),
      weights: await readFile(join(folder, 'tfjs', 'weights.bin')),
    };
    const [node, browser, tensorflow] = [
      await inNode(onnx),
      await inBrowserRuntime(onnx),
      await inTensorflow(tfjs),
    ];
    expect(largestDifference(browser.probabilities, node.probabilities)).toBeLessThanOrEqual(1e-5);
    expect(largestDifference(tensorflow.probabilities, node.probabilities)).toBeLessThanOrEqual(1e-5);
    expect(browser.labels).toEqual(node.labels);
    // A model that says the same of everything would agree with itself, too.
    expect(new Set(node.labels).size).toBeGreaterThan(5);
  });

  it('holds the same numbers in both formats, and is named after one run', async () => {
    const model = onnxProto.onnx.ModelProto.decode(await readFile(join(folder, 'model.onnx')));
    const halves = (model.graph?.initializer ?? []).filter(({ dataType }) => dataType === 10);
    const sorted = (parts: Uint8Array[]): Buffer =>
      Buffer.from(new Uint16Array(Uint8Array.from(Buffer.concat(parts)).buffer).sort().buffer);
    const weights = await readFile(join(folder, 'tfjs', 'weights.bin'));
    const inOnnx = sorted(halves.map(({ rawData }) => rawData ?? new Uint8Array()));
    expect(inOnnx.equals(sorted([weights]))).toBe(true);
    const run = model.metadataProps?.find(({ key }) => key === 'modelfolio.run')?.value;
    const { userDefinedMetadata } = JSON.parse(
      await readFile(join(folder, 'tfjs', 'model.json'), 'utf8'),
    ) as {
      userDefinedMetadata: { run: string };
    };
    expect(userDefinedMetadata.run).toBe(run);
  });
});

const everyKind: LayerSpec[] = [
  { kind: 'conv', filters: 5, pool: false },
  { kind: 'conv', filters: 3, pool: true },
  { kind: 'flatten' },
  { kind: 'dense', units: 12, relu: true },
  { kind: 'dense', units: 10, relu: false },
];

describe.each([
  ['every kind of layer', everyKind],
  ...Object.values(candidates).map(({ candidate, layers }) => [candidate, layers] as [string, LayerSpec[]]),
])('exports of %s', (_, specs) => {
  it('say what the network says, within 1e-5, in every runtime', async () => {
    const { operations } = await openBackend('wasm');
    const network = createNetwork(operations, specs, 5);
    const random = seededRandom(6);
    // Statistics and scales as after a training: at their initial values folding would change little.
    const weights = new Map(
      [...network.parameters, ...network.statistics].map(({ name, variable }) => {
        const values = variable.dataSync<'float32'>().slice();
        if (/gamma|variance/.test(name))
          for (let i = 0; i < values.length; i += 1) values[i] = 0.5 + random();
        if (/beta|mean|bias/.test(name))
          for (let i = 0; i < values.length; i += 1) values[i] = random() - 0.5;
        return [name, values] as const;
      }),
    );
    network.dispose();
    const layers: FoldedLayer[] = foldNetwork(specs, weights);
    const expected = tf.tidy(() => {
      const pixels = tf.div(tf.tensor4d(Float32Array.from(images), [rows, 28, 28, 1]), 255) as tf.Tensor4D;
      return tf
        .softmax(predictLogits(tf, layers, pixels) as tf.Tensor2D)
        .dataSync<'float32'>()
        .slice();
    });
    const onnx = toOnnx(layers, { runId: 'test', classes: classNames, doc: '' });
    for (const { probabilities } of [
      await inNode(onnx),
      await inBrowserRuntime(onnx),
      await inTensorflow(toTfjs(layers, {})),
    ])
      expect(largestDifference(probabilities, expected)).toBeLessThanOrEqual(1e-5);
  });
});
