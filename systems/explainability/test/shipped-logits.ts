import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { io } from '@tensorflow/tfjs-core';
import { loadLayersModel, type LayersModel } from '@tensorflow/tfjs-layers';
import { logitsTopology } from '../src/image/index.ts';

const folder = join(import.meta.dirname, '../../../models/fashion-mnist/tfjs');

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
