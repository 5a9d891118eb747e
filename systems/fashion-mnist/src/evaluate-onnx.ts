import { numbersOf } from '@modelfolio/inference';
import { openSession } from '@modelfolio/inference/node/open-session';
import { imageSide } from './network-spec.ts';
import type { Measured } from './measure.ts';

const batchSize = 500;

/**
 * Loss and accuracy of an exported model, run by ONNX Runtime as anybody else would run it.
 *
 * @param signal ends it at once
 * @throws InferenceError for a model that does not finish in time
 */
export async function evaluateOnnx(
  model: Uint8Array,
  images: Uint8Array,
  labels: Uint8Array,
  signal?: AbortSignal,
): Promise<Measured> {
  const session = await openSession(model, { signal });
  const size = imageSide ** 2;
  let loss = 0;
  let correct = 0;
  try {
    for (let start = 0; start < labels.length; start += batchSize) {
      const rows = Math.min(batchSize, labels.length - start);
      const batch = images.slice(start * size, (start + rows) * size);
      const { probabilities, label } = await session.run({
        image: { type: 'uint8', data: batch, shape: [rows, imageSide, imageSide] },
      });
      if (!probabilities || !label) throw new Error('the model lacks the outputs probabilities and label');
      const shares = numbersOf(probabilities);
      const predicted = numbersOf(label);
      for (let row = 0; row < rows; row += 1) {
        const truth = labels[start + row] as number;
        if (predicted[row] === truth) correct += 1;
        loss -= Math.log(Math.max(shares[(row * shares.length) / rows + truth] as number, Number.MIN_VALUE));
      }
    }
  } finally {
    await session.close();
  }
  return { loss: loss / labels.length, accuracy: correct / labels.length };
}
