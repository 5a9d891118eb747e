import type { CardYaml, ModelManifest, TensorSignature } from '@modelfolio/schemas';
import { OnnxError } from '../onnx-error.ts';
import { unsupported } from './describe-tensor.ts';
import type { KnownRows } from './known-rows.ts';
import { namedGroups } from './named-groups.ts';
import { tabularColumns } from './tabular-columns.ts';

type InputWords = CardYaml['signature']['input'];

/**
 * The kind of input that a graph's tensors suggest: images of bytes, a table where rows are a few plain values,
 * else a tensor. Never text: a column of text looks the same.
 */
export function suggestedInputKind(inputs: readonly TensorSignature[]): InputWords['kind'] {
  const [first] = inputs;
  if (!first) return 'tensor';
  if (inputs.every(({ shape }) => shape.length === 1 || shape.length === 2)) return 'tabular';
  // Bytes are pixels; three dimensions of fractions may be anything, four with one or three last are pixels again.
  const pixels = isImage(first) && (first.type === 'uint8' || first.shape.length === 4);
  return inputs.length === 1 && pixels ? 'image' : 'tensor';
}

/**
 * What a graph's inputs mean to a person, as card.yaml says of them.
 *
 * @param path names the model file in errors
 * @throws OnnxError `signature-unsupported`, naming tensor, type and shape; `columns-mismatch`
 */
export function inputKindOf(
  inputs: readonly TensorSignature[],
  words: InputWords,
  rows: KnownRows | null,
  path: string,
): ModelManifest['input'] {
  for (const input of inputs) requireFreeBatch(input, path);
  if (words.kind === 'tabular') {
    const columns = tabularColumns(inputs, words, rows, path);
    const groups = namedGroups(words, columns, path);
    return { kind: 'tabular', columns, ...(groups && { groups }) };
  }
  const [input] = inputs;
  if (!input || inputs.length > 1)
    throw new OnnxError(
      'signature-unsupported',
      `${inputs.length} inputs (${inputs.map(({ name }) => `\`${name}\``).join(', ')}), expected one ${words.kind}`,
      { file: path, hint: 'say kind: tabular in signature.input, or export with one input' },
    );
  if (words.kind === 'image') return imageInput(input, words, path);
  if (
    words.kind === 'text' &&
    (input.type !== 'string' || !(input.shape.length === 1 || input.shape.length === 2))
  )
    throw unsupported(
      'input',
      input,
      'expected text, string [N] or [N, 1]',
      path,
      'say another kind in signature.input',
    );
  return { kind: words.kind, input: input.name };
}

function imageInput(
  input: TensorSignature,
  { range, polarity }: Extract<InputWords, { kind: 'image' }>,
  path: string,
): ModelManifest['input'] {
  if (!isImage(input))
    throw unsupported(
      'input',
      input,
      'expected pixels, uint8 or float32 [N, height, width] or [N, height, width, 1 or 3]',
      path,
      'put the preprocessing into the graph: raw uint8 pixels in; or say kind: tensor in signature.input',
    );
  const [, height, width, channels = 1] = input.shape as number[];
  return {
    kind: 'image',
    input: input.name,
    height: height ?? 1,
    width: width ?? 1,
    channels: channels === 3 ? 3 : 1,
    range,
    polarity,
  };
}

function isImage({ type, shape: [, height, width, channels = 1, ...rest] }: TensorSignature): boolean {
  const sized = typeof height === 'number' && height > 0 && typeof width === 'number' && width > 0;
  return (
    (type === 'uint8' || type === 'float32') &&
    sized &&
    (channels === 1 || channels === 3) &&
    rest.length === 0
  );
}

function requireFreeBatch(input: TensorSignature, path: string): void {
  const [rows] = input.shape;
  if (rows === undefined)
    throw unsupported(
      'input',
      input,
      'has no dimension for rows',
      path,
      'export with a first dimension for the batch',
    );
  if (typeof rows === 'number')
    throw unsupported(
      'input',
      input,
      `the first dimension is fixed at ${rows}`,
      path,
      'export with a free first dimension, so that rows go in by the batch (torch: dynamic_axes; skl2onnx: [None, …])',
    );
}
