// Runs while the site is built.
import type { ModelCard } from '@modelfolio/schemas';

/** Whether a runtime of the playground can open the model: its page exists exactly then. */
export function isPlayable({ manifest: { formats } }: ModelCard): boolean {
  return formats.some(({ format }) => format === 'onnx' || format === 'tfjs-layers');
}
