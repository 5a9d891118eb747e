import type { CardYaml, ModelManifest, TensorSignature } from '@modelfolio/schemas';
import { ModelfolioError } from './modelfolio-error.ts';
import type { OnnxModel } from './onnx-model.ts';

type Meaning = Pick<ModelManifest, 'input' | 'output'>;

const advice = 'put the preprocessing into the graph: raw uint8 pixels in, probabilities and label out';

/**
 * What a graph's tensors mean, from their types and shapes and what card.yaml adds.
 * Taken: one `uint8` image input `[N, height, width]` or `[N, height, width, 1 or 3]`; a floating-point output
 * `[N, classes]` (the one named `probabilities` if there are several); if present, an `int64` output `[N]`.
 *
 * @param path names the file in errors
 * @throws ModelfolioError `signature-unsupported` or `classes-mismatch`
 */
export function interpretSignature(model: OnnxModel, card: CardYaml['signature'], path: string): Meaning {
  const image = imageInput(model, path);
  const [, height, width, channels = 1] = image.shape;
  const probabilities = probabilitiesOutput(model, path);
  const columns = probabilities.shape[1];
  if (typeof columns === 'number' && columns !== card.classes.length)
    throw new ModelfolioError(
      'classes-mismatch',
      `output \`${probabilities.name}\` has ${columns} columns, card.yaml names ${card.classes.length} classes`,
      { file: path, hint: 'list one class for each column in signature.classes' },
    );
  const prediction = model.outputs.find(({ type, shape }) => type === 'int64' && shape.length === 1);
  return {
    input: {
      kind: 'image',
      input: image.name,
      height: height as number,
      width: width as number,
      channels: channels as 1 | 3,
      range: card.input.range,
      polarity: card.input.polarity,
    },
    output: {
      task: card.classes.length === 2 ? 'binary-classification' : 'multiclass-classification',
      probabilities: probabilities.name,
      prediction: prediction?.name ?? null,
      classes: card.classes,
    },
  };
}

function imageInput({ inputs }: OnnxModel, path: string): TensorSignature {
  const [input] = inputs;
  if (!input || inputs.length > 1)
    throw new ModelfolioError('signature-unsupported', `${inputs.length} inputs, expected one image`, {
      file: path,
    });
  const wrong = (expected: string): ModelfolioError =>
    new ModelfolioError('signature-unsupported', `input ${describe(input)}: expected ${expected}`, {
      file: path,
      hint: advice,
    });
  if (input.type !== 'uint8') throw wrong('uint8 pixels');
  const [rows, height, width, channels = 1] = input.shape;
  const sized = typeof height === 'number' && height > 0 && typeof width === 'number' && width > 0;
  if (![3, 4].includes(input.shape.length) || !sized || (channels !== 1 && channels !== 3))
    throw wrong('[N, height, width] or [N, height, width, 1 or 3]');
  if (typeof rows === 'number') throw wrong('a free first dimension, so that rows go in by the batch');
  return input;
}

function probabilitiesOutput({ outputs }: OnnxModel, path: string): TensorSignature {
  const found = outputs.filter(
    ({ type, shape }) => ['float32', 'float64'].includes(type) && shape.length === 2,
  );
  const output = found.find(({ name }) => name === 'probabilities') ?? found[0];
  if (!output)
    throw new ModelfolioError(
      'signature-unsupported',
      `no floating-point output [N, classes] among ${outputs.map(describe).join(', ')}`,
      { file: path, hint: advice },
    );
  return output;
}

function describe({ name, type, shape }: TensorSignature): string {
  return `\`${name}\` ${type} [${shape.map((dimension) => dimension ?? '?').join(', ')}]`;
}
