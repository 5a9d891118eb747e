import type { CardYaml, ModelManifest } from '@modelfolio/schemas';
import type { GraphModel } from './onnx-model.ts';
import { inputKindOf } from './signature/input-kind.ts';
import type { KnownRows } from './signature/known-rows.ts';
import { outputMeaningOf } from './signature/output-meaning.ts';
import { refuseOtherTasks } from './signature/refuse-other-tasks.ts';

/**
 * What a model's tensors mean, from their types and shapes, the evaluation rows and what card.yaml adds.
 *
 * @param rows the evaluation table; `null` where there is none
 * @param path names the model file in errors
 * @throws OnnxError `signature-unsupported`, `columns-mismatch`, `classes-mismatch`, `targets-mismatch`,
 *   `task-unknown` or `task-unsupported`
 * @throws InferenceError `table` for a value that its column cannot take
 */
export function interpretSignature(
  model: GraphModel,
  words: CardYaml['signature'],
  rows: KnownRows | null,
  path: string,
): Pick<ModelManifest, 'input' | 'output'> {
  refuseOtherTasks(model.outputs, words, path);
  return {
    input: inputKindOf(model.inputs, words.input, rows, path),
    output: outputMeaningOf(model.outputs, words, rows?.labels ?? [], path),
  };
}
