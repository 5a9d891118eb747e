import type { InferenceError, StopCode } from '@modelfolio/inference';
import { ModelfolioError } from '../modelfolio-error.ts';

const hints: Record<StopCode, string | null> = {
  'time-limit': 'give it longer with --time-limit <seconds>, or export it without loops that may not end',
  'memory-limit': 'export it smaller, or take a machine with more memory',
  crashed: 'its runtime crashes on it: export it again, ONNX for another opset if need be',
  garbled: 'its outputs may be too large: export it with smaller ones',
  ended: null,
};

/**
 * A model whose process was ended, as this program reports it.
 *
 * @param file names the model
 */
export function stopFailure(error: InferenceError & { code: StopCode }, file: string): ModelfolioError {
  return new ModelfolioError('model-stopped', `the model was ended: ${error.reason}`, {
    file,
    hint: hints[error.code],
    cause: error,
  });
}
