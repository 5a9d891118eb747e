import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setBackend, type io, type Tensor } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-wasm';
import { loadLayersModel, type LayersModel } from '@tensorflow/tfjs-layers';
import { logitsTopology, type Logits } from '../src/image/index.ts';

const folder = join(import.meta.dirname, '../../../models/fashion-mnist/tfjs');

/** Starts the backend that the site runs models with. */
export async function startWasm(): Promise<void> {
  if (!(await setBackend('wasm'))) throw new Error('the wasm backend did not start');
}

/** A layers model as the function that explanations take. */
export function logitsOf(model: LayersModel): Logits {
  return (images) => model.apply(images) as Tensor;
}

/** The shipped garment classifier without its softmax. */
export async function shippedLogits(): Promise<LayersModel> {
  const { modelTopology, weightsManifest } = JSON.parse(
    await readFile(join(folder, 'model.json'), 'utf8'),
  ) as { modelTopology: object; weightsManifest: io.WeightsManifestConfig };
  const [group] = weightsManifest;
  const weights = await readFile(join(folder, group?.paths[0] ?? ''));
  return loadLayersModel({
    load: async () => ({
      modelTopology: logitsTopology(modelTopology),
      weightSpecs: group?.weights ?? [],
      weightData: Uint8Array.from(weights).buffer,
    }),
  });
}
