import type { ModelManifest } from '@modelfolio/schemas';
import type { EvaluationRows } from './evaluation-set.ts';
import { ModelfolioError } from './modelfolio-error.ts';
import type { InferenceModel } from './open-onnx-model.ts';

/** What a classifier said of each row. */
export interface Predictions {
  classes: number;
  /** `rows × classes`. */
  probabilities: Float64Array;
  /** Class index of each row. */
  predicted: Uint32Array;
}

interface Options {
  /** Rows given to the model at once. */
  batchSize?: number;
  signal?: AbortSignal;
  onProgress?: (rows: number) => void;
}

/**
 * Runs a classifier over images in batches.
 *
 * @param file names the model in errors
 * @throws ModelfolioError `model-output-wrong` when the outputs are not what the manifest says, not
 *   probabilities, or a label is not the most probable class; `signature-unsupported` for images of another size
 */
export async function classify(
  model: InferenceModel,
  manifest: Pick<ModelManifest, 'input' | 'output' | 'inputs'>,
  { images, imageShape }: Pick<EvaluationRows, 'images' | 'imageShape'>,
  file: string,
  { batchSize = 250, signal, onProgress }: Options = {},
): Promise<Predictions> {
  const { input, output } = manifest;
  if (input.kind !== 'image' || output.probabilities === null || output.classes === null)
    throw new ModelfolioError('signature-unsupported', 'not an image classifier', { file });
  const shape = inputShape(manifest, input.input, imageShape, file);
  const size = shape.reduce((product, dimension) => product * dimension, 1);
  const rows = images.length / size;
  const classes = output.classes.length;
  const probabilities = new Float64Array(rows * classes);
  const predicted = new Uint32Array(rows);
  for (let start = 0; start < rows; start += batchSize) {
    signal?.throwIfAborted();
    const count = Math.min(batchSize, rows - start);
    const data = images.subarray(start * size, (start + count) * size);
    const outputs = await model
      .run({ [input.input]: { type: 'uint8', data, shape: [count, ...shape] } })
      .catch((cause: unknown) => {
        throw new ModelfolioError(
          'model-output-wrong',
          `fails on rows ${start} to ${start + count - 1}: ${messageOf(cause)}`,
          { file, cause },
        );
      });
    probabilities.set(numbersOf(outputs, output.probabilities, [count, classes], file), start * classes);
    if (output.prediction !== null)
      predicted.set(numbersOf(outputs, output.prediction, [count], file), start);
    onProgress?.(start + count);
  }
  checkRows(probabilities, predicted, classes, output, file);
  return { classes, probabilities, predicted };
}

/** The images' shape in the graph's rank: a single channel may be left out on either side. */
function inputShape(
  { inputs }: Pick<ModelManifest, 'inputs'>,
  name: string,
  imageShape: readonly number[],
  file: string,
): number[] {
  const expected = inputs.find((tensor) => tensor.name === name)?.shape.slice(1) ?? [];
  if (plain(expected) !== plain(imageShape))
    throw new ModelfolioError(
      'signature-unsupported',
      `takes images of ${plain(expected)}, the evaluation set holds ${plain(imageShape)}`,
      { file },
    );
  return expected as number[];
}

function plain(shape: readonly unknown[]): string {
  return (shape.length === 3 && shape[2] === 1 ? shape.slice(0, 2) : shape).join('×');
}

function numbersOf(
  outputs: Awaited<ReturnType<InferenceModel['run']>>,
  name: string,
  shape: readonly number[],
  file: string,
): number[] {
  const tensor = outputs[name];
  if (!tensor) throw new ModelfolioError('model-output-wrong', `gives no output \`${name}\``, { file });
  if (tensor.shape.join() !== shape.join())
    throw new ModelfolioError(
      'model-output-wrong',
      `output \`${name}\` has the shape [${tensor.shape.join(', ')}], expected [${shape.join(', ')}]`,
      { file },
    );
  return Array.from(tensor.data as ArrayLike<number | bigint>, Number);
}

/** Every row must be probabilities, and its label the most probable class; fills in labels no output gives. */
function checkRows(
  probabilities: Float64Array,
  predicted: Uint32Array,
  classes: number,
  output: ModelManifest['output'],
  file: string,
): void {
  const wrong = (reason: string): ModelfolioError =>
    new ModelfolioError('model-output-wrong', reason, { file });
  for (let row = 0; row < predicted.length; row++) {
    let best = 0;
    let sum = 0;
    for (let label = 0; label < classes; label++) {
      const value = probabilities[row * classes + label] ?? NaN;
      if (!(value >= 0 && value <= 1 + 1e-5))
        throw wrong(`row ${row}: output \`${output.probabilities}\` holds ${value}, which is no probability`);
      if (value > (probabilities[row * classes + best] ?? 0)) best = label;
      sum += value;
    }
    if (Math.abs(sum - 1) > 1e-3)
      throw wrong(`row ${row}: output \`${output.probabilities}\` sums to ${sum.toFixed(4)}, expected 1`);
    if (output.prediction === null) predicted[row] = best;
    const label = predicted[row] ?? 0;
    if ((probabilities[row * classes + label] ?? -1) < (probabilities[row * classes + best] ?? 0))
      throw wrong(
        `row ${row}: output \`${output.prediction}\` says class ${label}, the most probable one is ${best}`,
      );
  }
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
