import { setBackend, type Tensor } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-wasm';
import { shippedLogits } from './test/shipped-logits.ts';
import { integratedGradients, occlusion, saliency } from './src/image/index.ts';
await setBackend('wasm');
const m = await shippedLogits();
const logits = (x: any) => m.apply(x) as Tensor;
import { readFileSync } from 'node:fs';
const cases = JSON.parse(readFileSync('/tmp/cases.json','utf8')).at(-1);
for (const row of cases.rows) {
const image = { values: Float32Array.from(row.image), height: 28, width: 28, channels: 1 };
for (const batch of [1, 5, 10, 25]) {
let t = performance.now();
const f = await integratedGradients(logits, image, row.class, { batch });
console.log('ig', batch, f.steps, f.relativeResidual, f.logit, f.baselineLogit, performance.now() - t);
}
let t = performance.now(); saliency(logits, image, row.class); console.log('sal', performance.now() - t);
t = performance.now(); const o = await occlusion(logits, image, row.class); console.log('occ', o.windows, performance.now() - t);
}
