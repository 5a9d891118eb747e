import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setBackend } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import { beforeAll, describe, expect, test } from 'vitest';
import { smallNetwork, type WrittenWeights } from '../../test/small-network.ts';
import { integratedGradients } from './integrated-gradients.ts';
import { occlusion } from './occlusion.ts';
import { saliency } from './saliency.ts';

// What captum 0.9.0 says, by interop/make_explain_images.py.
const [golden] = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../test/golden/images/captum.json'), 'utf8'),
) as [
  {
    model: { weights: WrittenWeights };
    rows: {
      image: number[];
      shape: [number, number, number];
      baseline: number[];
      class: number;
      logit: number;
      baselineLogit: number;
      saliency: number[];
      integratedGradients: { steps: number; values: number[]; delta: number }[];
      occlusion: { window: number; stride: number; values: number[] }[];
    }[];
  },
];

/** Largest difference, relative to the largest magnitude. Sums of float32 products in another order differ by 1e-6. */
function difference(found: ArrayLike<number>, wanted: readonly number[], scale?: number): number {
  const most = scale ?? Math.max(...wanted.map(Math.abs));
  return Math.max(...wanted.map((value, at) => Math.abs(value - (found[at] ?? NaN)))) / most;
}

describe.each(['wasm', 'cpu'])('on the %s backend', (backend) => {
  let network: ReturnType<typeof smallNetwork>;
  beforeAll(async () => {
    await setBackend(backend);
    network = smallNetwork(golden.model.weights);
  });

  describe.each(golden.rows.map((row, index) => [index, row] as const))('image %i', (_, row) => {
    const [height, width, channels] = row.shape;
    const image = { values: Float32Array.from(row.image), height, width, channels };
    const baseline = Float32Array.from(row.baseline);

    test('integrated gradients are captum’s, and so is the residual', async () => {
      for (const { steps, values, delta } of row.integratedGradients) {
        const found = await integratedGradients(network.logits, image, row.class, {
          baseline,
          steps,
          mostSteps: steps,
        });
        expect(difference(found.values, values)).toBeLessThan(1e-4);
        const [own, theirs] = [
          [found.logit, found.baselineLogit, found.residual],
          [row.logit, row.baselineLogit, delta],
        ];
        expect(difference(own, theirs, 1)).toBeLessThan(1e-4);
        expect(found.steps).toBe(steps);
      }
    });

    test('saliency is captum’s', () => {
      const found = saliency(network.logits, image, row.class);
      expect(difference(found, row.saliency)).toBeLessThan(1e-4);
    });

    test('occlusion is captum’s, windows that are cut off at the edge included', async () => {
      for (const { window, stride, values } of row.occlusion) {
        const found = await occlusion(network.logits, image, row.class, { baseline, window, stride });
        expect(difference(found.values, values)).toBeLessThan(1e-4);
        expect(found.logit).toBeCloseTo(row.logit, 4);
      }
    });
  });
});
