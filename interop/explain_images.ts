// Explains images as a JSON document on standard input says, for the Python judges: node interop/explain_images.ts
import { text } from 'node:stream/consumers';
import {
  integratedGradients,
  occlusion,
  rankSimilarity,
  saliency,
  structuralSimilarity,
  type Logits,
} from '@modelfolio/explainability/image';
import { logitsOf, shippedLogits, startWasm } from '@modelfolio/explainability/testing/shipped-logits';
import { smallNetwork, type WrittenWeights } from '@modelfolio/explainability/testing/small-network';

interface Asked {
  cases: {
    model: { kind: 'small'; weights: WrittenWeights } | { kind: 'fashion-mnist' };
    rows: {
      image: number[];
      shape: [number, number, number];
      baseline: number[];
      class: number;
      integratedGradients: { steps: number }[];
      occlusion: { window: number; stride: number }[];
    }[];
  }[];
  maps: { one: number[]; other: number[]; height: number; width: number }[];
}

const { cases, maps } = JSON.parse(await text(process.stdin)) as Asked;
await startWasm();
const answers = [];
for (const { model, rows } of cases) {
  const logits =
    model.kind === 'small' ? smallNetwork(model.weights).logits : logitsOf(await shippedLogits());
  const explained = [];
  for (const row of rows) explained.push(await explain(logits, row));
  answers.push(explained);
}
const alike = maps.map(({ one, other, ...shape }) => {
  const [first, second] = [Float32Array.from(one), Float32Array.from(other)];
  return {
    rankCorrelation: rankSimilarity(first, second),
    structuralSimilarity: structuralSimilarity(first, second, shape),
  };
});
process.stdout.write(JSON.stringify({ cases: answers, maps: alike }));

async function explain(logits: Logits, row: Asked['cases'][number]['rows'][number]) {
  const [height, width, channels] = row.shape;
  const image = { values: Float32Array.from(row.image), height, width, channels };
  const baseline = Float32Array.from(row.baseline);
  const gradients = [];
  for (const { steps } of row.integratedGradients) {
    const found = await integratedGradients(logits, image, row.class, { baseline, steps, mostSteps: steps });
    gradients.push({ ...found, values: Array.from(found.values) });
  }
  const covered = [];
  for (const { window, stride } of row.occlusion) {
    const found = await occlusion(logits, image, row.class, { baseline, window, stride });
    covered.push(Array.from(found.values));
  }
  return {
    saliency: Array.from(saliency(logits, image, row.class)),
    integratedGradients: gradients,
    occlusion: covered,
  };
}
